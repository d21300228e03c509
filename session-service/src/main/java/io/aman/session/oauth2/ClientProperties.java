package io.aman.session.oauth2;

import io.aman.platform.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask about tokens.
 *
 * @param clients by their id; where there is none nobody may
 */
@ConfigurationProperties("session")
record ClientProperties(@DefaultValue Map<String, Client> clients) {

    private static final int MIN_SECRET = 32;

    /** @param secret at least 32 characters: it is made by a machine and never typed */
    record Client(@Nullable Secret secret) {}

    ClientProperties {
        clients = Map.copyOf(clients);
        var _ = secrets(clients);
    }

    /** By the client's id. */
    Map<String, Secret> secrets() {
        return secrets(clients);
    }

    private static Map<String, Secret> secrets(Map<String, Client> clients) {
        var secrets = new LinkedHashMap<String, Secret>();
        clients.forEach((id, client) -> {
            var secret = client.secret;
            if (secret == null || secret.reveal().strip().length() < MIN_SECRET) {
                throw new IllegalArgumentException(
                        "session.clients.%s.secret has fewer than %d characters".formatted(id, MIN_SECRET));
            }
            secrets.put(id, secret);
        });
        return secrets;
    }
}
