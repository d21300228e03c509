package io.aman.security.challenge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client has to solve. One shape for every kind; what does not apply is left out. Of a {@code proof-of-work} the
 * names are those of ALTCHA, so that its widgets and libraries solve it: find the number from 0 to {@code maxnumber} for
 * which the hash of {@code salt} and the number's digits is {@code challenge}, and send the Base64 of a JSON object with
 * {@code algorithm}, {@code challenge}, {@code number}, {@code salt} and {@code signature}. Of a {@code captcha} the
 * solution is the token that the provider's widget yields for {@code siteKey}.
 *
 * @param kind {@code proof-of-work} or {@code captcha}
 * @param expiresAt when no solution counts any more
 * @see <a href="https://altcha.org/docs/v2/proof-of-work/">ALTCHA's proof of work</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Challenge(
        String kind,
        @Nullable String algorithm,
        @Nullable String challenge,
        @Nullable Integer maxnumber,
        @Nullable String salt,
        @Nullable String signature,
        @Nullable String siteKey,
        @Nullable Instant expiresAt) {}
