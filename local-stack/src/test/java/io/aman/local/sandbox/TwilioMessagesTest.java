package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.provider.Fault;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TwilioMessagesTest extends CarrierClient {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String CALLBACK = "https://aman.example/api/notifications/webhook/twilio?delivery=dlv_1";

    TwilioMessagesTest() {
        super("twilio");
    }

    @Override
    HttpResponse<String> sendAsAStranger() {
        return exchange(form(
                messages(),
                sandbox.twilio().keys().accountSid() + ":wrong",
                Map.of("To", "+96550000000", "Body", "x")));
    }

    @Override
    Object keys() {
        return sandbox.twilio().keys();
    }

    @Override
    String[] secrets() {
        return new String[] {sandbox.twilio().keys().authToken()};
    }

    @Test
    void aMessageIsTakenShownAndListedNewestFirst() {
        var first = read(send("+96550000001", "one"));
        var second = read(send("+96550000001", "رمز أمان: 491827"));

        assertThat(first.path("sid").asString()).matches("SM[0-9a-f]{32}");
        assertThat(first.path("status").asString()).isEqualTo("queued");
        var shown = exchange(request(second.path("uri").asString()).GET());
        assertThat(read(shown).path("body").asString()).isEqualTo("رمز أمان: 491827");
        var listed = read(exchange(HttpRequest.newBuilder(uri("/_sandbox/twilio/messages?to=%2B96550000001"))));
        assertThat(listed.size()).isEqualTo(2);
        assertThat(listed.path(0).path("sid")).isEqualTo(second.path("sid"));
        assertThat(read(exchange(HttpRequest.newBuilder(uri("/_sandbox/twilio/messages?to=%2B96550000002"))))
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "+15005550001, x, 21211",
        "+15005550004, x, 21610",
        "+15005550009, x, 21614",
        "96550000000,  x, 21211",
        "'',           x, 21604",
        "+96550000000, '', 21602",
    })
    void whatTwilioRefusesIsRefusedAndNotRecorded(String to, String body, int code) {
        var answer = send(to, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(read(answer).path("code").asInt()).isEqualTo(code);
        assertThat(sandbox.twilio().messages(""))
                .noneMatch(message -> message.path("to").asString().equals(to));
    }

    @ParameterizedTest
    @CsvSource({
        "+96550000010,          sent&delivered,  ''",
        "+15005550010,          sent&undelivered, 30005",
        "whatsapp:+96550000011, failed,           63016",
    })
    void whoIsNamedIsToldUnderASignatureWhatBecomesOfAMessage(String to, String statuses, String code) {
        var keys = sandbox.twilio().keys();
        exchange(form(
                messages(),
                keys.accountSid() + ":" + keys.authToken(),
                Map.of("To", to, "From", "Aman", "Body", "x", "StatusCallback", CALLBACK)));
        var sid = sandbox.twilio().messages(to).getFirst().path("sid").asString();

        await().untilAsserted(() -> assertThat(received.about(sid)).hasSize(statuses.split("&").length));

        var told = received.about(sid);
        var expected = statuses.split("&");
        for (int i = 0; i < expected.length; i++) {
            assertThat(told.get(i).body()).contains("MessageStatus=" + expected[i]);
            assertThat(told.get(i).headers()).containsKey("X-Twilio-Signature");
        }
        assertThat(told.getLast().body()).contains(code.isEmpty() ? "MessageStatus" : "ErrorCode=" + code);
    }

    @Test
    void nobodySendsForAnotherAccount() {
        var keys = sandbox.twilio().keys();

        var other = exchange(form(
                "/2010-04-01/Accounts/AC" + "0".repeat(32) + "/Messages.json",
                keys.accountSid() + ":" + keys.authToken(),
                Map.of("To", "+96550000000", "Body", "x")));

        assertThat(other.statusCode()).isEqualTo(401);
    }

    @Test
    void aFaultIsAnsweredAsTwilioWouldOrLeavesTheCallerWaitingAfterTheEffect() {
        fault(Fault.Kind.STATUS, "Messages", Duration.ZERO);
        assertThat(send("+96550000003", "x").statusCode()).isEqualTo(503);
        assertThat(sandbox.twilio().messages("+96550000003")).isEmpty();

        fault(Fault.Kind.TIMEOUT_AFTER_EFFECT, "Messages", Duration.ofMillis(50));
        assertThatThrownBy(() -> send("+96550000003", "x")).isInstanceOf(IllegalStateException.class);
        assertThat(sandbox.twilio().messages("+96550000003")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3", "ر, 70, 1", "ر, 71, 2", "€, 80, 1", "€, 81, 2"})
    void aTextIsCountedInSegmentsOfItsAlphabet(String letter, int length, String segments) {
        assertThat(read(send("+96550000004", letter.repeat(length)))
                        .path("num_segments")
                        .asString())
                .isEqualTo(segments);
    }

    @Test
    void whatWasSentSurvivesARestart(@TempDir Path folder) {
        var options = SandboxOptions.forTests().keptIn(folder);
        try (var before = Sandbox.start(options)) {
            exchange(form(
                    before.twilioUrl() + path(before),
                    before.twilio().keys().accountSid() + ":"
                            + before.twilio().keys().authToken(),
                    Map.of("To", "+96550000005", "From", "Aman", "Body", "x")));
        }
        try (var after = Sandbox.start(options)) {
            assertThat(after.twilio().messages("")).hasSize(1);
        }
    }

    private HttpResponse<String> send(String to, String body) {
        var keys = sandbox.twilio().keys();
        return exchange(form(
                messages(),
                keys.accountSid() + ":" + keys.authToken(),
                Map.of("To", to, "From", "Aman", "Body", body)));
    }

    private String messages() {
        return path(sandbox);
    }

    private static String path(Sandbox sandbox) {
        return "/2010-04-01/Accounts/%s/Messages.json"
                .formatted(sandbox.twilio().keys().accountSid());
    }

    private HttpRequest.Builder form(String path, String credentials, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(path, credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private HttpRequest.Builder request(String path) {
        var keys = sandbox.twilio().keys();
        return request(path, keys.accountSid() + ":" + keys.authToken());
    }

    private HttpRequest.Builder request(String path, String credentials) {
        var uri = path.startsWith("http") ? uri(path) : uri("/twilio" + path);
        var basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri).header("Authorization", "Basic " + basic);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
