package io.aman.notification.channel.twilio;

import io.aman.notification.channel.http.CarrierHttp;
import io.aman.notification.channel.http.RetryAfter;
import io.aman.notification.delivery.Outcome;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Posts messages. Twilio knows no idempotency key for them, so nothing is ever sent again below this class.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource">Create a Message</a>
 */
final class TwilioClient implements AutoCloseable {

    private static final String SERVICE_PREFIX = "MG";

    private final String channel;
    private final CarrierHttp http;
    private final Clock clock;
    private final URI messages;
    private final String authorization;

    /** @param channel what reasons begin with */
    TwilioClient(String channel, TwilioAccount account, Clock clock) {
        this.channel = channel;
        this.http = new CarrierHttp(channel, account.connectTimeout(), account.readTimeout());
        this.clock = clock;
        this.messages = URI.create("%s/2010-04-01/Accounts/%s/Messages.json"
                .formatted(account.baseUrl().toString().replaceFirst("/$", ""), account.sid()));
        var credentials = account.sid() + ":" + account.authToken().reveal();
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** The field that a sender of its kind stands in. */
    static String senderField(String from) {
        return from.startsWith(SERVICE_PREFIX) ? "MessagingServiceSid" : "From";
    }

    Outcome send(Map<String, String> fields) {
        var form = fields.entrySet().stream().map(TwilioClient::encoded).collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(messages)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.send(
                request,
                answer -> TwilioAnswer.outcome(
                        channel, answer.statusCode(), answer.body(), RetryAfter.of(answer.headers(), clock.instant())));
    }

    private static String encoded(Map.Entry<String, String> field) {
        return field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
