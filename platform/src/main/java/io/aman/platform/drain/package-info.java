/** The time between being told to end and ending, in which whoever sends requests learns to send them elsewhere. */
@NullMarked
package io.aman.platform.drain;

import org.jspecify.annotations.NullMarked;
