package io.aman.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTest {

    private static final Secret FIRST = key(1);
    private static final Secret SECOND = key(2);
    private static final String CONTEXT = "account.code-requested.v1/usr_1";
    private static final Map<String, String> FACTS = Map.of("code", "491827", "to", "+96550000000");

    private final Sealed sealed = new Sealed(List.of(FIRST));

    @Test
    void whatIsSealedOpensInItsContextAndShowsNothing() {
        var text = sealed.seal(FACTS, CONTEXT);

        assertThat(sealed.open(text, CONTEXT)).isEqualTo(FACTS);
        assertThat(text).doesNotContain("491827", "96550000000").matches("[0-9a-f]{8}\\.[A-Za-z0-9_-]+");
    }

    @Test
    void theSameIsNeverSealedTwiceAlike() {
        var texts = new HashSet<String>();
        for (var i = 0; i < 1_000; i++) {
            assertThat(texts.add(sealed.seal(FACTS, CONTEXT))).isTrue();
        }
    }

    @Test
    void itOpensForNobodyElseAndAsNothingElse() {
        var text = sealed.seal(FACTS, CONTEXT);

        assertNotOpened(text, "account.code-requested.v1/usr_2");
        assertNotOpened(text, "account.password-reset-requested.v1/usr_1");
        assertNotOpened(text, "");
    }

    @Test
    void aBitThatWasTurnedAnywhereIsSeen() {
        var text = sealed.seal(FACTS, CONTEXT);
        var dot = text.indexOf('.');
        var bytes = Base64.getUrlDecoder().decode(text.substring(dot + 1));
        for (var i = 0; i < bytes.length; i++) {
            var turned = bytes.clone();
            turned[i] ^= 1;
            assertNotOpened(text.substring(0, dot + 1) + encoded(turned), CONTEXT);
        }
        assertNotOpened(text.substring(0, dot + 1) + encoded(Arrays.copyOf(bytes, bytes.length - 1)), CONTEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "no dot", "3f1c9a52.", "3f1c9a52.AAAA", "%KEY%.", "%KEY%.AAAA", "%KEY%.***"})
    void whatWasNeverSealedDoesNotOpen(String text) {
        var keyId = sealed.seal(FACTS, CONTEXT).substring(0, 8);

        assertNotOpened(text.replace("%KEY%", keyId), CONTEXT);
    }

    @Test
    void aNewKeySealsWhileTheFormerOneStillOpens() {
        var before = sealed.seal(FACTS, CONTEXT);
        var rotated = new Sealed(List.of(SECOND, FIRST));
        var after = rotated.seal(FACTS, CONTEXT);

        assertThat(rotated.open(before, CONTEXT)).isEqualTo(FACTS);
        assertThat(rotated.open(after, CONTEXT)).isEqualTo(FACTS);
        assertThat(rotated.isUnderFormerKey(before)).isTrue();
        assertThat(rotated.isUnderFormerKey(after)).isFalse();
        assertNotOpened(after, CONTEXT); // by who has the former key alone
        assertThatThrownBy(() -> new Sealed(List.of(SECOND)).open(before, CONTEXT))
                .isInstanceOf(Sealed.NotOpened.class);
    }

    @Test
    void keysThatAreNoneStopTheStartWithoutBeingQuoted() {
        assertThatThrownBy(() -> new Sealed(List.of())).hasMessage("aman.sealing.keys is missing");
        assertThatThrownBy(() -> new Sealed(List.of(Secret.of("planted, no Base64"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("planted");
        assertThatThrownBy(() -> new Sealed(List.of(FIRST, Secret.of("cGxhbnRlZA=="))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("cGxhbnRlZA");
    }

    @Test
    void aFingerprintIsTheSameForTheSameTextPurposeAndKeyAlone() {
        var one = sealed.fingerprints("m@example.com", "address");

        assertThat(sealed.fingerprints("m@example.com", "address")).isEqualTo(one);
        assertThat(one).singleElement().asString().matches("[0-9a-f]{64}");
        assertThat(sealed.fingerprints("n@example.com", "address")).doesNotContainAnyElementsOf(one);
        assertThat(sealed.fingerprints("m@example.com", "other")).doesNotContainAnyElementsOf(one);
        assertThat(new Sealed(List.of(SECOND, FIRST)).fingerprints("m@example.com", "address"))
                .as("today's first, and the former one's")
                .hasSize(2)
                .endsWith(one.getFirst());
    }

    private void assertNotOpened(String text, String context) {
        assertThatThrownBy(() -> sealed.open(text, context))
                .isInstanceOf(Sealed.NotOpened.class)
                .hasNoCause();
    }

    private static Secret key(int fill) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Secret.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
