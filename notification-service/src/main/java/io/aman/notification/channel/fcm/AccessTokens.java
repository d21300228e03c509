package io.aman.notification.channel.fcm;

import io.aman.notification.channel.http.CarrierHttp;
import io.aman.notification.channel.http.RetryAfter;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.platform.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The access token of today: one is fetched at a time, and used until shortly before it ends. */
final class AccessTokens {

    private record Token(Secret value, Instant until) {}

    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final ServiceAccount account;
    private final URI url;
    private final CarrierHttp http;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Token token;

    AccessTokens(ServiceAccount account, URI url, CarrierHttp http, Clock clock) {
        this.account = account;
        this.url = url;
        this.http = http;
        this.clock = clock;
    }

    /** What {@code send} comes to with a token, or why there is none: then nothing was sent. */
    Outcome with(Function<Secret, Outcome> send) {
        var fetched = fetchedIfNeeded();
        var current = token;
        return fetched instanceof Sent && current != null ? send.apply(current.value()) : certain(fetched);
    }

    private Outcome fetchedIfNeeded() {
        fetching.lock();
        try {
            return isGood(token) ? new Sent() : fetch();
        } finally {
            fetching.unlock();
        }
    }

    /** It was refused: the next message fetches another. */
    void forget(Secret refused) {
        var current = token;
        if (current != null && current.value().equals(refused)) {
            token = null;
        }
    }

    private boolean isGood(@Nullable Token known) {
        return known != null && clock.instant().isBefore(known.until());
    }

    private Outcome fetch() {
        var form = "grant_type=%s&assertion=%s"
                .formatted(URLEncoder.encode(GRANT, StandardCharsets.UTF_8), account.assertion(url, clock.instant()));
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.send(request, this::taken);
    }

    private Outcome taken(HttpResponse<String> answer) {
        if (answer.statusCode() != OK) {
            return new Unavailable(
                    "fcm-token-" + answer.statusCode(), RetryAfter.of(answer.headers(), clock.instant()));
        }
        try {
            var json = JSON.readTree(answer.body());
            var value = json.path("access_token").asString("");
            if (!value.isBlank()) {
                var lifetime = Duration.ofSeconds(json.path("expires_in").asLong(0));
                token = new Token(
                        Secret.of(value), clock.instant().plus(lifetime).minus(MARGIN));
                return new Sent();
            }
        } catch (JacksonException _) {
            // the same answer as for one without a token
        }
        return new Unavailable("fcm-token-missing");
    }

    /** Whatever became of the request for a token, the message did not go out. */
    private static Outcome certain(Outcome fetched) {
        return switch (fetched) {
            case Unavailable unavailable -> unavailable;
            case Unknown unknown -> new Unavailable(unknown.reason());
            case Sent _, Outcome.Refused _, Outcome.Deferred _ -> new Unavailable("fcm-token-missing");
        };
    }
}
