package io.aman.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys that session-service publishes: fetched ahead of their end, once for all who wait, and kept for hours while
 * session-service is away.
 *
 * <p>Where session-service has several processes, the next one is asked where one does not give them.
 *
 * <p>A key id that is not among them causes a fetch, since a key may be new; whoever makes up key ids causes one in each
 * cooldown, and everybody else goes on with the keys that are there.
 */
public final class FetchedKeys implements JWKSource<SecurityContext> {

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final int MAX_BYTES = 64 * 1024;

    private final ReentrantLock unknown = new ReentrantLock();
    private final JWKSetSource<SecurityContext> source;
    private final Duration cooldown;
    private final Clock clock;

    private Instant nextSearch = Instant.MIN;

    /** Nothing is fetched before the first key is asked for. */
    public FetchedKeys(TokenProperties properties, Clock clock) {
        this.source = source(properties);
        this.cooldown = properties.jwksCooldown();
        this.clock = clock;
    }

    /** @param last is asked where none of the others gives anything */
    private record Processes(List<URL> others, URL last, ResourceRetriever retriever) implements ResourceRetriever {

        static Processes of(List<URI> uris) throws MalformedURLException {
            var timeout = (int) FETCH_TIMEOUT.toMillis();
            var others = new ArrayList<URL>();
            for (var uri : uris.subList(0, uris.size() - 1)) {
                others.add(uri.toURL());
            }
            return new Processes(
                    List.copyOf(others),
                    uris.getLast().toURL(),
                    new DefaultResourceRetriever(timeout, timeout, MAX_BYTES));
        }

        @Override
        public Resource retrieveResource(URL always) throws IOException {
            for (var other : others) {
                try {
                    return retriever.retrieveResource(other);
                } catch (IOException _) {
                    // the next one may
                }
            }
            return retriever.retrieveResource(last);
        }
    }

    private static JWKSetSource<SecurityContext> source(TokenProperties properties) {
        var uris = properties.jwksUri();
        try {
            var processes = Processes.of(uris);
            var built = JWKSourceBuilder.create(processes.last, processes)
                    .cache(
                            properties.jwksLifetime().toMillis(),
                            FETCH_TIMEOUT.multipliedBy(2L * uris.size()).toMillis())
                    .refreshAheadCache(properties.jwksLifetime().toMillis() / 4, false)
                    .rateLimited(properties.jwksCooldown().toMillis())
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
            return ((JWKSetBasedJWKSource<SecurityContext>) built).getJWKSetSource();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("aman.security.jwks-uri is no URL: " + uris, e);
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        var known = keys(JWKSetCacheRefreshEvaluator.noRefresh());
        var found = selector.select(known);
        return found.isEmpty() ? selector.select(newerThan(known)) : found;
    }

    /** Those who ask while one fetches get what that one finds. */
    private JWKSet newerThan(JWKSet known) throws KeySourceException {
        unknown.lock();
        try {
            var now = clock.instant();
            var current = keys(JWKSetCacheRefreshEvaluator.noRefresh());
            var unlessFetchedSince = JWKSetCacheRefreshEvaluator.referenceComparison(known);
            if (!unlessFetchedSince.requiresRefresh(current) || now.isBefore(nextSearch)) {
                return current;
            }
            nextSearch = now.plus(cooldown);
            return keys(unlessFetchedSince);
        } finally {
            unknown.unlock();
        }
    }

    private JWKSet keys(JWKSetCacheRefreshEvaluator refresh) throws KeySourceException {
        return source.getJWKSet(refresh, clock.millis(), null);
    }
}
