package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.payment.provider.paypal.PayPalCertificates.Found;
import io.aman.payment.provider.paypal.PayPalCertificates.Genuine;
import io.aman.payment.provider.paypal.PayPalCertificates.OutOfReach;
import io.aman.payment.provider.paypal.PayPalSignature.Verdict;
import io.aman.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

class PayPalSignatureTest {

    private static final JsonNode VECTORS = PayPalEventTest.oracle("paypal-selfsigned-vectors.json");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String NOBODY = "http://127.0.0.1:1";
    private static final String BODY = "{\"id\":\"WH-1\"}";

    private static Sandbox sandbox;

    private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.forTests());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    static Stream<JsonNode> vectors() {
        return VECTORS.path("vectors").valueStream();
    }

    private static X509Certificate certificate() throws Exception {
        var pem = VECTORS.path("cert_pem").asString().getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private static Map<String, String> headers(JsonNode vector) {
        var headers = new HashMap<String, String>();
        vector.path("headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString()));
        return headers;
    }

    private static Optional<PayPalTransmission> transmission(Map<String, String> headers) {
        return PayPalTransmission.of(name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
    }

    private Verdict offline(Map<String, String> headers, String body, String webhookId) throws Exception {
        var genuine = new Genuine(certificate());
        var properties = PayPalFixture.properties(URI.create(NOBODY), "c", "s", webhookId, "", TIMEOUT);
        return verdict(properties, _ -> genuine, headers, body);
    }

    private Verdict verdict(
            PayPalProperties properties,
            Function<String, Found> certificates,
            Map<String, String> headers,
            String body) {
        var signature = new PayPalSignature(properties, certificates, new PayPalClient(properties, clock), clock);
        return transmission(headers)
                .map(sent -> signature.of(body.getBytes(StandardCharsets.UTF_8), sent))
                .orElse(Verdict.FORGED);
    }

    private static String webhookId() {
        return VECTORS.path("webhook_id").asString();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theKnownVectorsAreGenuineAndNothingElseIs(JsonNode vector) throws Exception {
        var headers = headers(vector);
        var body = vector.path("body").asString();
        assertThat(offline(headers, body, webhookId())).isEqualTo(Verdict.GENUINE);
        assertThat(new String(
                        transmission(headers).orElseThrow().signed(webhookId(), body.getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8))
                .isEqualTo(vector.path("signed_message").asString());
        assertThat(offline(headers, body + " ", webhookId())).isEqualTo(Verdict.FORGED);
        assertThat(offline(headers, body, "1JE4291016473214D")).isEqualTo(Verdict.FORGED);
        headers.put("PAYPAL-TRANSMISSION-ID", "11111111-0001-11f0-8000-00000000000f");
        assertThat(offline(headers, body, webhookId())).isEqualTo(Verdict.FORGED);
    }

    @ParameterizedTest
    @CsvSource({"72h, GENUINE", "74h, FORGED", "-4m, GENUINE", "-6m, FORGED"})
    void aTimeCountsForThreeDaysAndHardlyAhead(String later, Verdict verdict) throws Exception {
        var vector = vectors().findFirst().orElseThrow();
        clock.advance(DurationStyle.SIMPLE.parse(later));
        assertThat(offline(headers(vector), vector.path("body").asString(), webhookId()))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "PAYPAL-AUTH-ALGO, SHA1withRSA",
        "PAYPAL-AUTH-ALGO, NONEwithRSA",
        "PAYPAL-AUTH-ALGO, ''",
        "PAYPAL-TRANSMISSION-TIME, now",
        "PAYPAL-TRANSMISSION-TIME, 2026-11-23T10:00:00",
        "PAYPAL-TRANSMISSION-TIME, 9999999999-01-01T00:00Z",
        "PAYPAL-TRANSMISSION-ID, a|b",
        "PAYPAL-TRANSMISSION-SIG, ???",
        "PAYPAL-TRANSMISSION-SIG, abc",
        "PAYPAL-CERT-URL, ''",
        "PAYPAL-CERT-URL, a b"
    })
    void aHeaderThatCannotBeMeantProvesNothing(String name, String value) throws Exception {
        var vector = vectors().findFirst().orElseThrow();
        var headers = headers(vector);
        headers.put(name, value);
        assertThat(offline(headers, vector.path("body").asString(), webhookId()))
                .isEqualTo(Verdict.FORGED);
        headers.remove(name);
        assertThat(transmission(headers)).isEmpty();
    }

    @Test
    void aHeaderThatComesTwiceProvesNothing() {
        var headers = headers(vectors().findFirst().orElseThrow());
        for (var twice : headers.keySet()) {
            assertThat(PayPalTransmission.of(name -> name.equals(twice)
                            ? List.of(headers.get(name), headers.get(name))
                            : List.of(headers.get(name))))
                    .isEmpty();
        }
    }

    /** With a signature that PayPal's schema of the question takes: it may not begin with a sign. */
    private Map<String, String> signed(String body) {
        return Stream.generate(() -> sandbox.paypal().sign(body.getBytes(StandardCharsets.UTF_8), clock.instant()))
                .filter(headers -> Character.isLetterOrDigit(
                        headers.get("PAYPAL-TRANSMISSION-SIG").charAt(0)))
                .findFirst()
                .orElseThrow();
    }

    private Verdict asked(String url, Map<String, String> headers, String body) {
        var properties = PayPalFixture.properties(URI.create(url), sandbox, TIMEOUT);
        return verdict(properties, _ -> new OutOfReach(), headers, body);
    }

    @Test
    void whereTheCertificateCannotBeFetchedPayPalIsAsked() {
        var url = sandbox.paypalUrl().toString();
        assertThat(asked(url, signed(BODY), BODY)).isEqualTo(Verdict.GENUINE);
        assertThat(asked(url, signed(BODY), "{\"id\":\"WH-2\"}")).isEqualTo(Verdict.FORGED);
        var spaced = "{ \"id\" : \"WH-1\",\n \"resource\":{\"n\" : 1.50, \"e\":\"\\u00e9é\" } }";
        assertThat(asked(url, signed(spaced), spaced)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void whereNobodyAnswersItStaysOpen() {
        assertThat(asked(NOBODY, signed(BODY), BODY)).isEqualTo(Verdict.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "[]", "nothing", "{},\"webhook_id\":\"x\"", "{}}", "{} {}", "{}\n,\"auth_algo\":\"x\""})
    void aBodyThatWouldWriteTheQuestionIsNotAskedAbout(String body) {
        assertThat(asked(NOBODY, signed(body), body)).isEqualTo(Verdict.FORGED);
    }

    @Test
    void theSandboxsOwnCertificateIsFetchedFromWhereTheApiIs() {
        var properties = PayPalFixture.properties(sandbox.paypalUrl(), sandbox, TIMEOUT);
        var client = new PayPalClient(properties, clock);
        clock.advance(Duration.between(clock.instant(), Clock.systemUTC().instant()));
        var signature = PayPalConfiguration.signature(properties, client, clock);
        var sent = transmission(signed(BODY)).orElseThrow();
        assertThat(signature.of(BODY.getBytes(StandardCharsets.UTF_8), sent)).isEqualTo(Verdict.GENUINE);
        assertThat(signature.of("{}".getBytes(StandardCharsets.UTF_8), sent)).isEqualTo(Verdict.FORGED);
    }
}
