package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.Secret;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KnetCipherTest {

    private static final KnetCipher CIPHER = KnetVectors.CIPHER;

    static List<JsonNode> vectors() {
        return KnetVectors.of("vectors");
    }

    static List<JsonNode> negative() {
        return KnetVectors.of("negative");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorEncryptsAndDecryptsInEitherCase(JsonNode vector) {
        var hex = vector.path("trandata_hex").asString();
        var plain = vector.path("plaintext").asString();
        assertThat(CIPHER.encrypt(plain)).isEqualTo(hex);
        var fields = CIPHER.decrypt(hex).orElseThrow();
        assertThat(CIPHER.decrypt(hex.toUpperCase(Locale.ROOT))).contains(fields);
        assertThat(String.join("&", fields.keySet())).isEqualTo(plain.replaceAll("=[^&]*", ""));
        assertThat(fields.getOrDefault("result", "")).doesNotContain("+");
    }

    @ParameterizedTest
    @MethodSource("negative")
    void aSpoiledVectorIsRefused(JsonNode vector) {
        var key = vector.path("resource_key").asString("");
        var cipher = key.isEmpty() ? CIPHER : new KnetCipher(Secret.of(key));
        assertThat(cipher.decrypt(vector.path("trandata_hex").asString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "00", "0000000000000000000000000000000", "trandata"})
    void whatIsNoHexOfWholeBlocksIsRefused(String text) {
        assertThat(CIPHER.decrypt(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a=1&", "a=1&&b=2", "a=1&a=2", "a=%", "a=%zz", "a b=1", "a=\u0001", "a=é"})
    void whatIsNoListOfFieldsIsRefused(String text) {
        assertThat(CIPHER.decrypt(CIPHER.encrypt(text))).isEmpty();
    }

    @Test
    void noisesNeverThrow() {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var noise = new byte[16 * (1 + random.nextInt(8))];
            random.nextBytes(noise);
            assertThat(CIPHER.decrypt(HexFormat.of().formatHex(noise))).isNotNull();
        }
    }

    @Test
    void aKeyHasSixteenCharacters() {
        assertThatThrownBy(() -> new KnetCipher(Secret.of("short"))).isInstanceOf(IllegalArgumentException.class);
    }
}
