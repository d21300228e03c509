/** Sends messages by SMTP. */
@NullMarked
package io.aman.notification.channel.email;

import org.jspecify.annotations.NullMarked;
