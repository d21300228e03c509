/** What is new in a user's inbox, told while it happens on a stream of server-sent events. */
@NullMarked
package io.aman.notification.stream;

import org.jspecify.annotations.NullMarked;
