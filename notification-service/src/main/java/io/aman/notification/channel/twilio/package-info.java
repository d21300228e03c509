/** Sends short messages and WhatsApp messages through Twilio's REST API, and takes what it says of them. */
@NullMarked
package io.aman.notification.channel.twilio;

import org.jspecify.annotations.NullMarked;
