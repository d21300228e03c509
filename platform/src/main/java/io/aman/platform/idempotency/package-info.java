/** A POST that is sent again answers the same and does nothing again. */
@NullMarked
package io.aman.platform.idempotency;

import org.jspecify.annotations.NullMarked;
