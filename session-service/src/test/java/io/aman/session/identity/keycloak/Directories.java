package io.aman.session.identity.keycloak;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.identity.PasswordHashing;
import io.aman.session.identity.oidc.OidcClient;
import io.aman.session.identity.oidc.OidcIssuer;
import io.aman.session.identity.oidc.OidcIssuer.Endpoints;
import io.aman.testing.MutableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Directories at a Keycloak, put together without Spring. */
final class Directories {

    private static final MutableClock CLOCK = MutableClock.at("2026-11-25T10:00:00Z");

    private Directories() {}

    static KeycloakProperties properties(URI baseUrl, Duration timeout) {
        return new KeycloakProperties(
                baseUrl,
                null,
                "aman",
                new KeycloakProperties.Client("aman", Secret.of(RunningKeycloak.CLIENT_SECRET)),
                new KeycloakProperties.Client("aman-directory", Secret.of(RunningKeycloak.DIRECTORY_SECRET)),
                new KeycloakProperties.DirectGrant(true, "aman-password", Secret.of(RunningKeycloak.PASSWORD_SECRET)),
                timeout,
                timeout,
                timeout);
    }

    static KeycloakPasswords passwords(
            KeycloakDirectory directory, KeycloakRealm realm, KeycloakProperties properties, MongoTemplate mongo) {
        return new KeycloakPasswords(
                directory,
                new KeycloakPeopleClient(realm),
                known(properties, mongo),
                new MongoKeycloakPasswords(mongo, new Outbox("session-service", Traces.none()), _ -> {}, CLOCK),
                new PasswordHashing(2, 100, Duration.ofSeconds(30)),
                password -> Ids.sha256(password.getBytes(StandardCharsets.UTF_8)),
                CLOCK);
    }

    private static MongoKnownPeople known(KeycloakProperties properties, MongoTemplate mongo) {
        var known = new MongoKnownPeople(
                mongo, new Outbox("session-service", Traces.none()), _ -> {}, properties.issuer(), CLOCK);
        known.declareIndexes();
        return known;
    }

    static KeycloakDirectory at(KeycloakRealm realm, KeycloakProperties properties, MongoTemplate mongo) {
        var known = known(properties, mongo);
        var issuer = new OidcIssuer(
                properties.issuer(),
                new Endpoints(
                        properties.publicEndpoint("auth"), properties.endpoint("token"), properties.endpoint("certs")),
                properties.connectTimeout(),
                properties.readTimeout());
        var client = new OidcClient(
                issuer, properties.directGrant().id(), properties.directGrant().secret());
        return new KeycloakDirectory(
                new KeycloakPeopleClient(realm),
                known,
                new KeycloakPasswordClient(issuer, client, properties.endpoint("logout")));
    }

    static KeycloakRealm realm(KeycloakProperties properties) {
        return new KeycloakRealm(properties, CircuitBreaker.ofDefaults("identity"));
    }
}
