/** What providers say of messages after they took them: stored as it comes, then noted with the delivery. */
@NullMarked
package io.aman.notification.status;

import org.jspecify.annotations.NullMarked;
