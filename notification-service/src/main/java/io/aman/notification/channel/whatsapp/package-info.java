/** Sends WhatsApp messages through Meta's Cloud API, and takes what it says of them; what Twilio's way shares with it, too. */
@NullMarked
package io.aman.notification.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
