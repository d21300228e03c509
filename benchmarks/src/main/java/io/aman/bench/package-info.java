/** Load on what is built, each run with one line that says whether a promised figure was met. */
@NullMarked
package io.aman.bench;

import org.jspecify.annotations.NullMarked;
