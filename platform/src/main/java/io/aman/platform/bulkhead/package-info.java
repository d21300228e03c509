/** How many requests one process works at together, so that a crowd waits instead of filling its memory. */
@NullMarked
package io.aman.platform.bulkhead;

import org.jspecify.annotations.NullMarked;
