package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.provider.Fault;
import io.aman.local.sandbox.provider.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaMessagesTest extends CarrierClient {

    MetaMessagesTest() {
        super("meta");
    }

    @Override
    HttpResponse<String> sendAsAStranger() {
        return exchange(request(template("96550000005", "receipt", "x"), "wrong"));
    }

    @Override
    Object keys() {
        return sandbox.meta().keys();
    }

    @Override
    String[] secrets() {
        return new String[] {
            sandbox.meta().keys().accessToken(), sandbox.meta().keys().appSecret()
        };
    }

    @Test
    void aTemplateIsTakenListedAndItsStatusesAreSignedAndToldInOrder() {
        var id = idOf(send(template("96550000001", "receipt", "12.500 KWD")));

        await().untilAsserted(() -> assertThat(statuses(id)).containsExactly("sent", "delivered"));

        var first = received.about(id).getFirst();
        assertThat(first.headers())
                .containsAllEntriesOf(
                        sandbox.meta().sign(first.body().getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
        assertThat(first.body()).contains("\"biz_opaque_callback_data\":\"told\"");
        assertThat(sandbox.meta().messages("96550000001")).hasSize(1);
        assertThat(sandbox.meta().messages("96550000002")).isEmpty();
    }

    @Test
    void aTextIsOnlyForWhoWroteLately() {
        var early = idOf(send(text("96550000003")));
        await().untilAsserted(() -> assertThat(statuses(early)).containsExactly("failed"));
        assertThat(received.about(early).getFirst().body()).contains("131047");

        command("inbound", "{\"from\":\"96550000003\"}");
        var late = idOf(send(text("96550000003")));

        await().untilAsserted(() -> assertThat(statuses(late)).containsExactly("sent", "delivered"));
    }

    @ParameterizedTest
    @CsvSource({
        "15005550021, receipt, ok,       400, 131056",
        "15005550022, receipt, ok,       429, 130429",
        "15005550023, receipt, ok,       400, 131026",
        "96550000004, unknown_one, ok,   404, 132001",
        "96550000004, receipt, 'a\nb',   400, 132012",
        "96550000004, receipt, 'a     b', 400, 132012",
        "none,        receipt, ok,       400, 100",
    })
    void whatMetaRefusesIsRefusedAndNotRecorded(String to, String name, String parameter, int status, int code) {
        var answer = send(template(to, name, parameter));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Json.read(answer.body()).path("error").path("code").asInt()).isEqualTo(code);
        assertThat(sandbox.meta().messages(to)).isEmpty();
    }

    @Test
    void statusesComeTwiceOrInAnotherOrderOrNotAtAllOnCommand() {
        fault(Fault.Kind.REORDER_WEBHOOKS, "sent", Duration.ofSeconds(2));
        var swapped = idOf(send(template("96550000006", "receipt", "x")));
        await().untilAsserted(() -> assertThat(statuses(swapped)).containsExactly("delivered", "sent"));

        fault(Fault.Kind.DUPLICATE_WEBHOOK, "sent", Duration.ZERO);
        fault(Fault.Kind.DROP_WEBHOOK, "delivered", Duration.ZERO);
        var twice = idOf(send(template("96550000007", "receipt", "x")));
        await().untilAsserted(() -> assertThat(statuses(twice)).containsExactly("sent", "sent"));

        command("messages/" + twice + "/status", "{\"status\":\"read\"}");
        await().untilAsserted(() -> assertThat(statuses(twice)).endsWith("read"));
    }

    private List<String> statuses(String id) {
        return received.about(id).stream()
                .map(told -> Json.read(told.body())
                        .at("/entry/0/changes/0/value/statuses/0/status")
                        .asString())
                .toList();
    }

    private static String idOf(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body()).at("/messages/0/id").asString();
    }

    private HttpResponse<String> send(String body) {
        return exchange(request(body, sandbox.meta().keys().accessToken()));
    }

    private HttpRequest.Builder request(String body, String token) {
        var path = "/meta/v23.0/%s/messages".formatted(sandbox.meta().keys().phoneNumberId());
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private void command(String path, String body) {
        var answer =
                exchange(HttpRequest.newBuilder(uri("/_sandbox/meta/" + path)).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    private static String text(String to) {
        var body =
                Json.object().put("messaging_product", "whatsapp").put("to", to).put("type", "text");
        body.putObject("text").put("body", "hello");
        return body.toString();
    }

    private static String template(String to, String name, String parameter) {
        var body = Json.object()
                .put("messaging_product", "whatsapp")
                .put("to", to)
                .put("type", "template")
                .put("biz_opaque_callback_data", "told");
        var template = body.putObject("template").put("name", name);
        template.putObject("language").put("code", "en");
        template.putArray("components")
                .addObject()
                .put("type", "body")
                .putArray("parameters")
                .addObject()
                .put("type", "text")
                .put("text", parameter);
        return body.toString();
    }
}
