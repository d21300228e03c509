package io.aman.session.mfa.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TotpTest {

    private static final byte[] SEED = "12345678901234567890".getBytes(US_ASCII);
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    static Stream<JsonNode> counters() {
        return vectors("rfc4226-vectors");
    }

    /** Apps know SHA-1 alone, so the other algorithms are none of ours. */
    static Stream<JsonNode> times() {
        return vectors("rfc6238-vectors")
                .filter(vector -> vector.get("algorithm").asString().equals("SHA1"));
    }

    static Stream<JsonNode> windows() {
        return vectors("replay-window-cases");
    }

    @ParameterizedTest
    @MethodSource("counters")
    void everyCounterHasTheCodeOfTheRfc(JsonNode vector) {
        assertThat(Totp.code(SEED, vector.get("counter").asLong()))
                .isEqualTo(vector.get("code").asString());
    }

    @ParameterizedTest
    @MethodSource("times")
    void everyTimeHasTheCodeOfTheRfc(JsonNode vector) {
        var now = Instant.ofEpochSecond(vector.get("time").asLong());
        var seed = vector.get("secret_ascii").asString().getBytes(US_ASCII);

        assertThat(Totp.stepAt(now))
                .isEqualTo(Long.parseLong(vector.get("T_hex").asString(), 16));
        assertThat(Totp.code(seed, Totp.stepAt(now)))
                .isEqualTo(vector.get("digits6").asString());
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aCodeCountsOneStepOffAtMostAndOnce(JsonNode window) {
        assertThat(accepted(window, 1)).isEqualTo(window.get("acceptWithSkew1").asBoolean());
        assertThat(accepted(window, 0))
                .isEqualTo(window.get("acceptStrictASVS_6_5_5").asBoolean());
    }

    private static boolean accepted(JsonNode window, int skew) {
        var last = window.get("lastAcceptedStep");
        return new Totp(skew)
                .stepOf(
                        window.get("code").asString(),
                        SEED,
                        last.isNull() ? -1 : last.asLong(),
                        Instant.ofEpochSecond(window.get("serverTime").asLong()))
                .isPresent();
    }

    /** Codes of any steps around, shown at any times: each step is accepted once, none before another. */
    @Property
    void noStepIsEverAcceptedTwiceOrOutOfOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = -3, max = 3) Integer> offsets,
            @ForAll @LongRange(min = 0, max = 45) long secondsBetween) {
        var totp = new Totp(1);
        var seen = new HashSet<Long>();
        var last = -1L;
        var now = NOW;
        for (var offset : offsets) {
            var current = Totp.stepAt(now);
            var step = totp.stepOf(Totp.code(SEED, current + offset), SEED, last, now);
            if (step.isPresent()) {
                assertThat(seen.add(step.getAsLong())).isTrue();
                assertThat(step.getAsLong()).isGreaterThan(last).isBetween(current - 1, current + 1);
                last = step.getAsLong();
            } else if (offset == 0 && last < current) {
                throw new AssertionError("the current code is refused");
            }
            now = now.plusSeconds(secondsBetween);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "abcdef", "٠٨١٨٠٤", "08180४", "-81804", "0x1234", "081804\n"})
    void whatIsNoCodeIsNone(String typed) {
        assertThat(new Totp(1).stepOf(typed, SEED, -1, Instant.ofEpochSecond(1_111_111_109)))
                .isEqualTo(OptionalLong.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"081804", "081 804", " 081804 "})
    void blanksAreOverlooked(String typed) {
        assertThat(new Totp(1).stepOf(typed, SEED, -1, Instant.ofEpochSecond(1_111_111_109)))
                .hasValue(37_037_036);
    }

    private static Stream<JsonNode> vectors(String name) {
        try (var file = TotpTest.class.getResourceAsStream("/totp/" + name + ".json")) {
            var vectors = new JsonMapper()
                    .readTree(Objects.requireNonNull(file).readAllBytes())
                    .get("vectors");
            return StreamSupport.stream(vectors.spliterator(), false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
