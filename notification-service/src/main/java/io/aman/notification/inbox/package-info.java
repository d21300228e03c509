/** What a user finds in the inbox, and has read. */
@NullMarked
package io.aman.notification.inbox;

import org.jspecify.annotations.NullMarked;
