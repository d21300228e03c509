/** What somebody shall be told because of an event, kept from the moment it is known until it is addressed. */
@NullMarked
package io.aman.notification.intent;

import org.jspecify.annotations.NullMarked;
