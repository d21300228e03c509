/** Checks what operators deploy, and writes what is made from the code: {@code ./aman ops}. */
@NullMarked
package io.aman.local.ops;

import org.jspecify.annotations.NullMarked;
