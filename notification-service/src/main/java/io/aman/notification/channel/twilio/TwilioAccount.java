package io.aman.notification.channel.twilio;

import io.aman.platform.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * Whose messages they are.
 *
 * @param authToken is sent as the password of Basic authentication, and is the key of its webhooks' signatures
 */
record TwilioAccount(URI baseUrl, String sid, Secret authToken, Duration connectTimeout, Duration readTimeout) {}
