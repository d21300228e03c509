package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.aman.platform.Secret;
import io.aman.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurposeTokensTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final PurposeTokens tokens = new PurposeTokens("mfa+jwt", "second-step", TestHashes.hash(), clock);
    private final Secret token = issue(tokens);

    private Secret issue(PurposeTokens by) {
        return by.issue(
                new JWTClaimsSet.Builder().subject("usr_1"), clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void itSaysWhatItWasIssuedForUntilItIsOver() {
        assertThat(tokens.read(token))
                .hasValueSatisfying(claims -> assertThat(claims.getSubject()).isEqualTo("usr_1"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void whatServesAnotherPurposeIsNone() {
        assertThat(tokens.read(issue(new PurposeTokens("pwd+jwt", "second-step", TestHashes.hash(), clock))))
                .isEmpty();
        assertThat(tokens.read(issue(new PurposeTokens("mfa+jwt", "change", TestHashes.hash(), clock))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "null"})
    void whatIsNoTokenIsNone(String text) {
        assertThat(tokens.read(Secret.of(text))).isEmpty();
    }

    @Test
    void aTokenWithAnotherSignatureOrNoneIsNone() {
        var parts = token.reveal().split("\\.", -1);
        var unsigned = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"mfa+jwt\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(tokens.read(Secret.of(unsigned + "." + parts[1] + "."))).isEmpty();
        assertThat(tokens.read(Secret.of(parts[0] + "." + parts[1] + "." + parts[0])))
                .isEmpty();
        assertThat(tokens.read(Secret.of(token.reveal() + "x".repeat(5_000)))).isEmpty();
    }
}
