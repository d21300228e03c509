/** Streams of events, which outlive the check that let them begin and end with their session. */
@NullMarked
package io.aman.gateway.stream;

import org.jspecify.annotations.NullMarked;
