package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokensTest {

    private static final String SESSION = Ids.derived("ses_", "a session");

    private final RefreshTokens tokens = new RefreshTokens(new KeyedHash(new byte[32]));

    @Property
    void whatWasIssuedIsReadBack(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long counter) {
        assertThat(tokens.read(tokens.issue(SESSION, counter))).contains(new RefreshTokens.Presented(SESSION, counter));
    }

    @Property
    void noOtherTextIsAToken(@ForAll @IntRange(max = 80) int position, @ForAll char replacement) {
        var issued = tokens.issue(SESSION, 7).reveal();
        var forged = new StringBuilder(issued);
        forged.setCharAt(position % issued.length(), replacement);
        assertThat(tokens.read(Secret.of(forged.toString())).isPresent())
                .isEqualTo(forged.toString().equals(issued));
    }

    @Test
    void oneCounterHasOneToken() {
        assertThat(tokens.issue(SESSION, 3)).isEqualTo(tokens.issue(SESSION, 3));
        assertThat(tokens.issue(SESSION, 3)).isNotEqualTo(tokens.issue(SESSION, 4));
    }

    @Test
    void anotherInstallationsTokenIsNone() {
        var others = new RefreshTokens(new KeyedHash(new byte[] {1}));
        assertThat(tokens.read(others.issue(SESSION, 3))).isEmpty();
        var purpose = new RefreshTokens(new KeyedHash(new byte[32]).of("something else"));
        assertThat(tokens.read(purpose.issue(SESSION, 3))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.b.c", "ses_.0.", "{\"$gt\":\"\"}", "\u0000"})
    void whatHasNotTheFormIsNoToken(String text) {
        assertThat(tokens.read(Secret.of(text))).isEmpty();
    }

    @Test
    void aNumberHasOneForm() {
        var issued = tokens.issue(SESSION, 7).reveal();
        assertThat(tokens.read(Secret.of(issued.replace(".7.", ".07.")))).isEmpty();
        assertThat(tokens.read(Secret.of(issued.replace(".7.", ".+7.")))).isEmpty();
        assertThat(tokens.read(Secret.of(issued + "="))).isEmpty();
        assertThat(tokens.read(Secret.of(issued + "x".repeat(1_000_000)))).isEmpty();
    }

    @Test
    void aTokenIsNeverPrinted() {
        assertThat(tokens.issue(SESSION, 7)).hasToString("***");
    }
}
