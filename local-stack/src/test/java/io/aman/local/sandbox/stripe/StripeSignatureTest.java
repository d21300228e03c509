package io.aman.local.sandbox.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class StripeSignatureTest {
    private static final String T = "t=1764000000,";

    /** The vectors whose header was signed at {@code t}; the others are about a verifier's reading of a header. */
    @ParameterizedTest
    @MethodSource
    void aVectorVerifiesExactlyWhenWeWouldHaveSignedIt(String name, String header, String payload, boolean signed) {
        var ours = StripeSignature.header(
                vectors().path("secret").asString(), payload.getBytes(UTF_8), Instant.ofEpochSecond(1764000000));
        var v1 = ours.substring(T.length());
        assertThat(header.contains(v1)).as(name).isEqualTo(signed);
    }

    static Stream<Arguments> aVectorVerifiesExactlyWhenWeWouldHaveSignedIt() {
        var vectors = vectors();
        return vectors.path("vectors")
                .valueStream()
                .filter(vector -> vector.path("header").asString("").startsWith(T))
                .map(vector -> Arguments.of(
                        vector.path("name").asString(),
                        vector.path("header").asString(),
                        vector.path("payload")
                                .asString(vectors.path("default_payload").asString()),
                        // an aged header was signed rightly: only the clock is against it
                        vector.path("expect").asString().equals("ok")
                                || vector.path("name").asString().startsWith("age-")));
    }

    private static ObjectNode vectors() {
        try (var file = StripeSignatureTest.class.getResourceAsStream("signature-vectors.json")) {
            return Json.read(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
