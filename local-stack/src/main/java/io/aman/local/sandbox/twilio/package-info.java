/** Plays Twilio's messaging API: takes short messages and shows what was sent. */
@NullMarked
package io.aman.local.sandbox.twilio;

import org.jspecify.annotations.NullMarked;
