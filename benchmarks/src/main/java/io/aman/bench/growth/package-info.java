/** Whether the same calls stay as fast when there is a hundred times as much. */
@NullMarked
package io.aman.bench.growth;

import org.jspecify.annotations.NullMarked;
