package io.aman.notification.webhook.endpoint;

import io.aman.notification.webhook.endpoint.Endpoint.SealedSecret;
import io.aman.platform.security.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Keeps the secrets of endpoints sealed, each bound to its endpoint. */
@Component
public class SealedSecrets {

    private static final String SECRET = "secret";
    private static final int MOST = 4;

    private final Sealed seal;

    SealedSecrets(Sealed seal) {
        this.seal = seal;
    }

    SealedSecret seal(String endpointId, SigningSecret secret) {
        return new SealedSecret(seal.seal(Map.of(SECRET, secret.reveal()), context(endpointId)), null);
    }

    /** The new one in front; those that signed until now go on until {@code formerUntil} at most. */
    List<SealedSecret> rotated(Endpoint endpoint, SigningSecret secret, Instant now, Instant formerUntil) {
        var rotated = new ArrayList<>(List.of(seal(endpoint.id(), secret)));
        endpoint.secrets().stream()
                .map(former -> new SealedSecret(former.text(), earlier(former, formerUntil)))
                .filter(former -> signs(former, now))
                .limit(MOST - 1)
                .forEach(rotated::add);
        return rotated;
    }

    private static Instant earlier(SealedSecret former, Instant until) {
        return former.until() == null || former.until().isAfter(until) ? until : former.until();
    }

    /**
     * Those that sign at that time, the newest first.
     *
     * @throws Sealed.NotOpened when one was sealed under a key that is not there any more
     */
    public List<SigningSecret> open(Endpoint endpoint, Instant now) {
        return endpoint.secrets().stream()
                .filter(secret -> signs(secret, now))
                .map(secret -> seal.open(secret.text(), context(endpoint.id())))
                .map(opened -> SigningSecret.of(Objects.requireNonNull(opened.get(SECRET))))
                .toList();
    }

    private static boolean signs(SealedSecret secret, Instant now) {
        return secret.until() == null || now.isBefore(secret.until());
    }

    private static String context(String endpointId) {
        return "webhook-endpoint/" + endpointId;
    }
}
