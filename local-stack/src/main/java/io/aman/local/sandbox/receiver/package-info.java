/** Plays the systems of merchants and operators that hear of events by webhook. */
@NullMarked
package io.aman.local.sandbox.receiver;

import org.jspecify.annotations.NullMarked;
