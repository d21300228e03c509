/** Starts, watches and stops the processes that make up Aman on one machine. */
@NullMarked
package io.aman.local.stack;

import org.jspecify.annotations.NullMarked;
