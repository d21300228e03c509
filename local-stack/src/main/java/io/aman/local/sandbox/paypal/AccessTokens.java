package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** PayPal's bearer tokens (developer.paypal.com/api/rest/authentication): only client credentials are played. */
final class AccessTokens {
    private static final String BEARER = "bearer ";
    private static final Duration VALID = Duration.ofHours(9);

    private final PayPalKeys keys;
    private final Clock clock;
    private final Ids ids;
    private final Table tokens;

    AccessTokens(Store store, PayPalKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.tokens = store.table("paypal.access-tokens");
    }

    Reply issue(Call call) {
        if (!keys.fit(call.header().apply("Authorization"))) {
            throw PayPalError.oauth(401, "invalid_client", "Client Authentication failed");
        }
        if (!"client_credentials".equals(call.params().get("grant_type"))) {
            throw PayPalError.oauth(400, "unsupported_grant_type", "Grant Type is NULL or not supported");
        }
        forget(clock.millis());
        var token = "A21AA" + ids.random(64);
        tokens.put(token, Json.object().put("expires", clock.millis() + VALID.toMillis()));
        return Reply.json(
                200,
                Json.object()
                        .put("scope", "https://uri.paypal.com/services/payments/payment")
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("app_id", "APP-80W284485P519543T")
                        .put("expires_in", VALID.toSeconds())
                        .put("nonce", clock.instant() + ids.random(20)));
    }

    /** Forgets every token: a client must fetch a new one. */
    void expireAll() {
        forget(Long.MAX_VALUE);
    }

    private void forget(long until) {
        tokens.ids()
                .filter(id -> tokens.find(id)
                        .filter(row -> row.path("expires").asLong() <= until)
                        .isPresent())
                .toList()
                .forEach(tokens::remove);
    }

    /** @return the token, which is valid */
    String require(Optional<String> authorization) {
        var token = authorization
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip())
                .orElseThrow(PayPalError::noToken);
        if (tokens.find(token)
                .filter(row -> row.path("expires").asLong() > clock.millis())
                .isEmpty()) {
            throw PayPalError.oauth(401, "invalid_token", "Access Token not found in cache");
        }
        return token;
    }
}
