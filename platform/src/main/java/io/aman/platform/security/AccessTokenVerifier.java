package io.aman.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.aman.platform.security.AccessToken.Standing;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens: RS256, {@code typ: at+jwt}, exact issuer, our audience, all required claims.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725</a>
 */
public final class AccessTokenVerifier {

    /** How far clocks may be apart. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private static final int MAX_LENGTH = 8192;
    private static final Set<String> HEADER_PARAMETERS = Set.of("alg", "typ", "kid");
    private static final Set<String> REQUIRED_CLAIMS = Set.of("sub", "sid", "iss", "aud", "exp", "iat", "jti");

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final JWKSource<SecurityContext> keys;
    private final Clock clock;

    public AccessTokenVerifier(JWKSource<SecurityContext> keys, String issuer, String audience, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWTClaimsSetVerifier(new Claims(issuer, audience, clock));
    }

    /**
     * Verifies a token in its compact form.
     *
     * @throws InvalidToken when it must not be believed
     * @throws KeysUnavailable when its key could not be looked up
     */
    public AccessToken verify(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new InvalidToken("longer than %d characters".formatted(MAX_LENGTH), false);
        }
        try {
            var jwt = SignedJWT.parse(token);
            requirePlainHeader(jwt.getHeader());
            return accessToken(processor.process(jwt, null));
        } catch (ExpiredJWTException _) {
            throw new InvalidToken("expired", true);
        } catch (RateLimitReachedException e) {
            if (keysAreKnown()) {
                throw new InvalidToken("signed by a key that is not known", false);
            }
            throw new KeysUnavailable(e);
        } catch (KeySourceException e) {
            throw new KeysUnavailable(e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new InvalidToken(Objects.requireNonNullElse(e.getMessage(), "malformed"), false);
        }
    }

    /** Whether keys were ever fetched: only then does an unknown key id mean that the token is none of ours. */
    private boolean keysAreKnown() {
        try {
            return !keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null)
                    .isEmpty();
        } catch (KeySourceException _) {
            return false;
        }
    }

    /** No header parameter may make a verifier fetch, unpack or skip anything. */
    private static void requirePlainHeader(JWSHeader header) throws BadJWTException {
        if (!HEADER_PARAMETERS.containsAll(header.getIncludedParams())) {
            throw new BadJWTException("unexpected header parameter");
        }
    }

    private AccessToken accessToken(JWTClaimsSet claims) throws ParseException, BadJWTException {
        var issuedAt = claims.getIssueTime();
        if (issuedAt.toInstant().isAfter(clock.instant().plus(CLOCK_SKEW))) {
            throw new BadJWTException("issued in the future");
        }
        return new AccessToken(
                required(claims.getSubject()),
                required(claims.getStringClaim("sid")),
                permissions(claims.getClaim("permissions")),
                claims.getExpirationTime().toInstant(),
                new Standing(counter(claims, "sgen"), counter(claims, "pv"), counter(claims, "rv")),
                instant(claims.getDateClaim("auth_time")),
                actor(claims.getJSONObjectClaim("act")),
                limits(claims.getListClaim("lim")),
                Assurance.ofClaims(
                        claims.getStringClaim("acr"),
                        claims.getStringClaim("step_up"),
                        claims.getBooleanClaim("enrol")));
    }

    private static @Nullable Limits limits(@Nullable List<?> claim) throws BadJWTException {
        try {
            return Limits.ofClaim(claim);
        } catch (IllegalArgumentException e) {
            throw new BadJWTException("lim: " + e.getMessage());
        }
    }

    private static long counter(JWTClaimsSet claims, String name) throws ParseException {
        var counter = claims.getLongClaim(name);
        return counter == null ? 0 : counter;
    }

    private static @Nullable Instant instant(@Nullable Date claim) {
        return claim == null ? null : claim.toInstant();
    }

    /** A claim that is there and names nobody is not taken for an absent one. */
    private static @Nullable String actor(@Nullable Map<String, Object> claim) throws BadJWTException {
        if (claim == null) {
            return null;
        }
        return required(claim.get("sub") instanceof String actor ? actor : null);
    }

    /** Only an array grants anything: the string {@code "ALL"} is no permission. */
    private static Set<String> permissions(@Nullable Object claim) {
        return claim instanceof List<?> entries
                ? entries.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static String required(@Nullable String claim) throws BadJWTException {
        if (claim == null || claim.isBlank()) {
            throw new BadJWTException("sub, sid or the sub of act is blank");
        }
        return claim;
    }

    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final Clock clock;

        Claims(String issuer, String audience, Clock clock) {
            super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), REQUIRED_CLAIMS);
            this.clock = clock;
            setMaxClockSkew((int) CLOCK_SKEW.toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
