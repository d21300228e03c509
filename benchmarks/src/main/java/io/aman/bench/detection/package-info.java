/** What it costs to look at sign-ins, with few and with many known people. */
@NullMarked
package io.aman.bench.detection;

import org.jspecify.annotations.NullMarked;
