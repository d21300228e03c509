/** What a release does to who uses the suite meanwhile: nothing. */
@NullMarked
package io.aman.bench.restart;

import org.jspecify.annotations.NullMarked;
