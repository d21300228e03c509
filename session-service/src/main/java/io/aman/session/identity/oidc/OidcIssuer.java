package io.aman.session.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import io.aman.session.identity.IdentityUnavailable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An OpenID provider: its name, its endpoints, its keys. */
public final class OidcIssuer {

    private static final Logger log = LoggerFactory.getLogger(OidcIssuer.class);
    private static final int MAX_KEYS_BYTES = 64 * 1024;
    private static final Duration KEYS_LIFETIME = Duration.ofMinutes(5);
    private static final Duration KEYS_COOLDOWN = Duration.ofSeconds(30);
    private static final Duration KEYS_OUTAGE = Duration.ofHours(4);
    private static final int SERVER_ERROR = 500;

    /** What only the provider's keys may have signed, and never a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    /**
     * @param authorization visited by browsers
     * @param token called by this service
     * @param keys a JWK set, called by this service
     */
    public record Endpoints(URI authorization, URI token, URI keys) {}

    private final Issuer name;
    private final Endpoints endpoints;
    private final JWSKeySelector<SecurityContext> keys;
    private final Duration connectTimeout;
    private final Duration readTimeout;

    /** Keys are fetched ahead of their end, rarely for unknown ids, and kept for hours while the provider is away. */
    public OidcIssuer(String name, Endpoints endpoints, Duration connectTimeout, Duration readTimeout) {
        this.name = new Issuer(name);
        this.endpoints = endpoints;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.keys = new JWSVerificationKeySelector<>(ALGORITHMS, keySource());
    }

    private JWKSource<SecurityContext> keySource() {
        try {
            var patience = connectTimeout.plus(readTimeout).multipliedBy(2).toMillis();
            var retriever = new DefaultResourceRetriever(
                    (int) connectTimeout.toMillis(), (int) readTimeout.toMillis(), MAX_KEYS_BYTES);
            return JWKSourceBuilder.create(endpoints.keys().toURL(), retriever)
                    .cache(KEYS_LIFETIME.toMillis(), Math.min(patience, KEYS_LIFETIME.toMillis() / 2))
                    .refreshAheadCache(KEYS_LIFETIME.toMillis() / 4, false)
                    .rateLimited(KEYS_COOLDOWN.toMillis())
                    .outageTolerant(KEYS_OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address of a key set", e);
        }
    }

    Issuer name() {
        return name;
    }

    URI authorization() {
        return endpoints.authorization();
    }

    public URI token() {
        return endpoints.token();
    }

    JWSKeySelector<SecurityContext> keys() {
        return keys;
    }

    /**
     * Calls the provider; redirects are not followed.
     *
     * @throws IdentityUnavailable when there is no answer, or one that says that it cannot
     */
    public HTTPResponse send(HTTPRequest request) {
        request.setConnectTimeout((int) connectTimeout.toMillis());
        request.setReadTimeout((int) readTimeout.toMillis());
        request.setFollowRedirects(false);
        try {
            var response = request.send();
            if (response.getStatusCode() >= SERVER_ERROR) {
                throw unavailable("it answers " + response.getStatusCode());
            }
            return response;
        } catch (IOException e) {
            throw unavailable(e.toString());
        }
    }

    /** An answer or a token that the provider should never give; what it says may be secret. */
    static IdentityUnavailable unreadable(ParseException error) {
        log.debug("Unreadable answer", error);
        return unavailable("its answer cannot be read");
    }

    /** How a check of a signature ended; {@code keys} failing is no verdict on the token. */
    interface Check<T> {
        T run() throws BadJOSEException, JOSEException;
    }

    /**
     * Carries out a check.
     *
     * @throws BadJOSEException when the token is not acceptable
     * @throws IdentityUnavailable when the provider's keys cannot be had
     */
    static <T> T checked(Check<T> check) throws BadJOSEException {
        try {
            return check.run();
        } catch (KeySourceException e) {
            throw unavailable(e.toString());
        } catch (JOSEException e) {
            throw new BadJOSEException("cannot be verified", e);
        }
    }

    private static IdentityUnavailable unavailable(String why) {
        log.warn("The OpenID provider cannot be asked: {}", why);
        return new IdentityUnavailable("OpenID provider: " + why);
    }
}
