/** Work that is done when it is announced, and found by a sweep when it was not. */
@NullMarked
package io.aman.platform.work;

import org.jspecify.annotations.NullMarked;
