package io.aman.payment.provider.paypal;

import io.aman.payment.provider.ProviderHttp;
import io.aman.payment.provider.paypal.PayPalAccess.Denied;
import io.aman.payment.provider.paypal.PayPalAccess.Token;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import io.aman.payment.provider.paypal.PayPalReply.NeverSent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens, kept until shortly before their end; of callers who need one at the same time one fetches it, and all
 * take what came of that.
 *
 * @see <a href="https://developer.paypal.com/api/rest/authentication/">Authentication</a>
 */
final class PayPalTokens {

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final ProviderHttp http;
    private final HttpRequest request;
    private final Clock clock;
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<PayPalAccess>> fetching = new AtomicReference<>();

    private record Kept(Token token, Instant until) {}

    PayPalTokens(ProviderHttp http, PayPalProperties properties, Clock clock) {
        this.http = http;
        this.clock = clock;
        var credentials =
                properties.clientId().reveal() + ":" + properties.clientSecret().reveal();
        this.request = HttpRequest.newBuilder(URI.create(properties.baseUrl() + "/v1/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
    }

    PayPalAccess current() {
        var good = good();
        if (good != null) {
            return good;
        }
        var mine = new CompletableFuture<PayPalAccess>();
        var others = fetching.compareAndExchange(null, mine);
        return others == null ? fetchFor(mine) : others.join();
    }

    private PayPalAccess fetchFor(CompletableFuture<PayPalAccess> waiting) {
        try {
            var fetchedMeanwhile = good();
            var access = fetchedMeanwhile == null ? fetch() : fetchedMeanwhile;
            waiting.complete(access);
            return access;
        } finally {
            fetching.set(null);
            waiting.complete(denied()); // where something was thrown: nobody may wait for ever
        }
    }

    private @Nullable Token good() {
        var now = kept.get();
        return now != null && clock.instant().isBefore(now.until()) ? now.token() : null;
    }

    /** PayPal does not take it any more. */
    void forget(Token token) {
        var now = kept.get();
        if (now != null && now.token().equals(token)) {
            kept.compareAndSet(now, null);
        }
    }

    private PayPalAccess fetch() {
        return switch (PayPalClient.send(http, request)) {
            case Done done -> keep(done);
            case Failed failed
            when failed.status() == 400 || failed.status() == 401 ->
                new Denied(new Failed(401, failed.issue(), failed.debugId()));
            case PayPalReply _ -> denied();
        };
    }

    private PayPalAccess keep(Done done) {
        var value = PayPalClient.text(done.body(), "access_token");
        var seconds = done.body().path("expires_in").asLong(0);
        if (value == null || value.isBlank()) {
            return denied();
        }
        var token = new Token(value);
        kept.set(new Kept(token, clock.instant().plusSeconds(seconds).minus(MARGIN)));
        return token;
    }

    /** Whatever was to be asked has not been asked. */
    private static Denied denied() {
        return new Denied(new NeverSent("no access token"));
    }
}
