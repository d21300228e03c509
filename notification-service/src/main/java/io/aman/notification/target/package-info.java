/** Posts to addresses that others have chosen, and to none that is ours. */
@NullMarked
package io.aman.notification.target;

import org.jspecify.annotations.NullMarked;
