/** Writing what others may be writing at the same time. */
@NullMarked
package io.aman.platform.write;

import org.jspecify.annotations.NullMarked;
