/** Sends short messages through Twilio's REST API. */
@NullMarked
package io.aman.notification.channel.sms;

import org.jspecify.annotations.NullMarked;
