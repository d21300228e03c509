package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import io.aman.platform.Secret;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StripeSignatureTest {

    private static final String BODY = "{}";
    private static final String SECRET = "whsec_test_secret";

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final StripeSignature signature = signature(SECRET);

    private StripeSignature signature(String... secrets) {
        return new StripeSignature(Stream.of(secrets).map(Secret::of).toList(), Duration.ofMinutes(5), clock);
    }

    @TestFactory
    Stream<DynamicTest> everyVectorComesOutAsExpected() throws Exception {
        JsonNode file;
        try (var stream = getClass().getResourceAsStream("/oracles/stripe-signature-vectors.json")) {
            file = JsonMapper.shared().readTree(stream);
        }
        return StreamSupport.stream(file.get("vectors").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> {
                    clock.set(Instant.ofEpochSecond(vector.get("now").longValue()));
                    var body = vector.path("payload").isMissingNode()
                            ? file.get("default_payload")
                            : vector.get("payload");
                    var header = vector.get("header");
                    var valid = signature(file.get("secret").stringValue())
                            .isValid(body.stringValue(), header.isNull() ? null : header.stringValue());
                    assertThat(valid)
                            .isEqualTo(vector.get("expect").stringValue().equals("ok"));
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "t=",
                "v1=",
                "t=1",
                "t=99999999999999999999,v1=a",
                "t=-1,v1=a",
                "t=1,t=2,v1=",
                "=,=",
                "t=1,v1",
                "v1=a,t=1"
            })
    void aHeaderOfAnotherFormIsRefusedAndNeverThrows(String header) {
        assertThat(signature.isValid(BODY, header)).isFalse();
    }

    @Test
    void aTimestampAheadOfTheToleranceIsRefused() throws Exception {
        assertThat(signature.isValid(BODY, signedAt(Duration.ofSeconds(301), SECRET)))
                .isFalse();
        assertThat(signature.isValid(BODY, signedAt(Duration.ofSeconds(299), SECRET)))
                .isTrue();
    }

    @Test
    void whileASecretIsBeingChangedBothAreBelieved() throws Exception {
        var both = signature("whsec_new", "whsec_old");
        for (var secret : List.of("whsec_new", "whsec_old")) {
            assertThat(both.isValid(BODY, signedAt(Duration.ZERO, secret))).isTrue();
        }
        assertThat(both.isValid(BODY, signedAt(Duration.ZERO, "whsec_other"))).isFalse();
    }

    private String signedAt(Duration ahead, String secret) throws Exception {
        var at = clock.instant().plus(ahead).getEpochSecond();
        var hmac = Webhook.Util.computeHmacSha256(secret, at + "." + BODY);
        return "t=%d,v1=%s".formatted(at, hmac);
    }
}
