package io.aman.notification.channel.sms;

import io.aman.notification.delivery.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages. Twilio knows no idempotency key for them, so nothing is ever sent again below this class.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource">Create a Message</a>
 */
final class TwilioClient implements AutoCloseable {

    private static final String SERVICE_PREFIX = "MG";
    private static final int LONGEST_VALIDITY_SECONDS = 36_000;

    private final HttpClient http;
    private final TwilioProperties properties;
    private final URI messages;
    private final String authorization;

    TwilioClient(TwilioProperties properties) {
        this.properties = properties;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.messages = URI.create("%s/2010-04-01/Accounts/%s/Messages.json"
                .formatted(properties.baseUrl().toString().replaceFirst("/$", ""), properties.accountSid()));
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString("%s:%s"
                                .formatted(
                                        properties.accountSid(),
                                        properties.authToken().reveal())
                                .getBytes(StandardCharsets.UTF_8));
    }

    /** @param validity after this the carriers need not deliver it any more; null where it is always of use */
    Outcome send(String to, String text, @Nullable Duration validity) {
        var request = HttpRequest.newBuilder(messages)
                .timeout(properties.readTimeout())
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form(to, text, validity)))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return TwilioAnswer.outcome(response.statusCode(), response.body());
        } catch (IOException e) {
            return TwilioAnswer.outcome(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown("sms-interrupted");
        }
    }

    private String form(String to, String text, @Nullable Duration validity) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", to);
        fields.put(properties.from().startsWith(SERVICE_PREFIX) ? "MessagingServiceSid" : "From", properties.from());
        fields.put("Body", text);
        if (validity != null) {
            fields.put("ValidityPeriod", Long.toString(Math.clamp(validity.toSeconds(), 1, LONGEST_VALIDITY_SECONDS)));
        }
        return fields.entrySet().stream().map(TwilioClient::encoded).collect(Collectors.joining("&"));
    }

    private static String encoded(Map.Entry<String, String> field) {
        return field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
