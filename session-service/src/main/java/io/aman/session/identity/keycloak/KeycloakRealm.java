package io.aman.session.identity.keycloak;

import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.UnacceptableInput;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.spi.ResteasyClientClassicProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin interface of the realm: every question is answered in time or counts as unanswered. */
final class KeycloakRealm implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeycloakRealm.class);
    private static final int CONNECTIONS = 32;
    private static final int PROVIDER_PRIORITY = 100;

    private final Keycloak keycloak;
    private final String realm;
    private final CircuitBreaker breaker;
    private final Duration answerWithin;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    KeycloakRealm(KeycloakProperties properties, CircuitBreaker breaker) {
        var connect = properties.connectTimeout().toMillis();
        var read = properties.readTimeout().toMillis();
        var http = ResteasyClientClassicProvider.createClientBuilder()
                .connectTimeout(connect, TimeUnit.MILLISECONDS)
                .readTimeout(read, TimeUnit.MILLISECONDS)
                .connectionCheckoutTimeout(connect, TimeUnit.MILLISECONDS)
                .connectionPoolSize(CONNECTIONS)
                .maxPooledPerRoute(CONNECTIONS)
                .register(new JacksonProvider(), PROVIDER_PRIORITY)
                .build();
        this.keycloak = KeycloakBuilder.builder()
                .serverUrl(properties.baseUrl().toString())
                .realm(properties.realm())
                .grantType("client_credentials")
                .clientId(properties.directory().id())
                .clientSecret(properties.directory().secret().reveal())
                .resteasyClient(http)
                .build();
        this.realm = properties.realm();
        this.breaker = breaker;
        this.answerWithin = properties.answerWithin();
    }

    /**
     * Asks.
     *
     * @throws IdentityUnavailable when there is no answer, none in time, or one that says that Keycloak cannot
     */
    <T> T ask(Function<RealmResource, T> question) {
        try {
            return breaker.executeSupplier(() -> answered(question));
        } catch (CallNotPermittedException _) {
            throw new IdentityUnavailable("Keycloak did not answer lately");
        }
    }

    /** On a thread of its own: the client's token is fetched under a lock that many may wait for. */
    private <T> T answered(Function<RealmResource, T> question) {
        var answer = threads.submit(() -> question.apply(keycloak.realm(realm)));
        try {
            return answer.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw unavailable("no answer in time");
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("interrupted");
        } catch (ExecutionException e) {
            throw meaning(e.getCause());
        }
    }

    private static RuntimeException meaning(@Nullable Throwable cause) {
        return switch (cause) {
            case UnacceptableInput e -> e;
            case IdentityUnavailable e -> e;
            case WebApplicationException e ->
                unavailable("it answers " + e.getResponse().getStatus());
            // An answer that its own client cannot read ends in whatever exception comes first.
            case null, default -> unavailable(String.valueOf(cause));
        };
    }

    private static IdentityUnavailable unavailable(String why) {
        log.warn("Keycloak cannot be asked: {}", why);
        return new IdentityUnavailable("Keycloak: " + why);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        keycloak.close();
    }
}
