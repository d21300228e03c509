/** Lists in pages, newest first: where one page ends and the next begins. */
@NullMarked
package io.aman.platform.page;

import org.jspecify.annotations.NullMarked;
