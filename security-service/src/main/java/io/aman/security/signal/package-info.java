/** What is remembered of persons, addresses and everybody, and how the detectors are set. */
@NullMarked
package io.aman.security.signal;

import org.jspecify.annotations.NullMarked;
