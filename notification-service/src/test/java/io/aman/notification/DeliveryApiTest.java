package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Fault;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.template.Category;
import io.aman.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What administrators see and do. */
@ExtendWith(OutputCaptureExtension.class)
class DeliveryApiTest extends CarriedMessages {

    @Test
    void whatWaitsIsTakenBackAndWhatFailedIsSentAnew() {
        var later = send(
                "sms", new PhoneNumber(number), Category.PAYMENTS, Instant.now().plusSeconds(3600));
        var cancel = "/api/notifications/deliveries/" + later + "/cancel";
        assertThat(admin("POST", cancel, "{\"reason\":\"a mistake\"}").body()).contains("\"state\":\"CANCELED\"");
        assertThat(admin("POST", cancel, "{\"reason\":\"a mistake\"}").statusCode())
                .isEqualTo(409);

        SANDBOX.faults()
                .add(
                        new Fault("meta", Fault.Kind.STATUS, Optional.empty(), Pattern.compile(""), Duration.ZERO, 400),
                        1);
        var failed = send("whatsapp", whatsApp(), Category.PAYMENTS, null);
        awaitState(failed, "FAILED");
        var resend = "/api/notifications/deliveries/" + failed + "/resend";
        assertThat(admin("POST", resend, "{}").statusCode()).isEqualTo(400);
        assertThat(admin("POST", resend, "{\"reason\":\"template repaired\"}").statusCode())
                .isEqualTo(200);
        var delivered = awaitState(failed, "DELIVERED");
        assertThat(delivered.path("trail").path(0).path("reason").asString()).isEqualTo("template repaired");
        assertThat(delivered.path("trail").path(0).path("by").asString()).isEqualTo("user:usr_admin");
        assertThat(admin("POST", resend, "{\"reason\":\"again\"}").statusCode()).isEqualTo(409);
        assertThat(admin("POST", "/api/notifications/deliveries/dlv_x/resend", "{\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void deliveriesAreListedCountedAndErasedWithTheirPerson() {
        var id = send("sms", new PhoneNumber(number), Category.PAYMENTS, null);
        awaitState(id, "DELIVERED");

        var found = get("/api/notifications/deliveries?userId=" + person + "&state=DELIVERED&channel=sms");
        assertThat(found.path("items").size()).isOne();
        assertThat(get("/api/notifications/deliveries?userId=" + person + "&state=READ")
                        .path("items")
                        .size())
                .isZero();
        assertThat(get("/api/notifications/deliveries/counts").toString()).contains("payment-receipt");
        assertThat(get("/api/notifications/deliveries/providers").toString())
                .contains("\"twilio\"", "\"meta\"", "\"smtp\"", "CLOSED");

        assertThat(admin("DELETE", "/api/notifications/people/" + person, null).statusCode())
                .isEqualTo(204);
        assertThat(admin("GET", "/api/notifications/deliveries/" + id, null).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
                "?state=LOST",
                "?limit=0",
                "?cursor=x",
                "/counts?from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z"
            })
    void aListThatIsAskedForWronglyIsRefused(String query) {
        assertThat(admin("GET", "/api/notifications/deliveries" + query, null).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /deliveries",
                "GET /deliveries/counts",
                "GET /deliveries/providers",
                "GET /deliveries/dlv_1",
                "POST /deliveries/dlv_1/resend",
                "POST /deliveries/dlv_1/cancel",
                "DELETE /people/usr_1",
                "GET /suppressions",
                "POST /suppressions",
                "DELETE /suppressions/adr_1"
            })
    void onlyAdministratorsSeeOrDoAnyOfIt(String operation) {
        var words = operation.split(" ");
        var request = HttpRequest.newBuilder(uri("/api/notifications" + words[1]))
                .header("Authorization", TestTokens.bearer(person))
                .header("Content-Type", "application/json")
                .method(words[0], BodyPublishers.ofString("{\"reason\":\"x\",\"address\":\"a@b.c\"}"));

        assertThat(exchange(request).statusCode()).isEqualTo(403);
    }

    @Test
    void anAdministratorSuppressesAnAddressWithoutItBeingTold(CapturedOutput log) {
        var address = person + "@example.com";
        var body = "{\"address\":\"%s\",\"reason\":\"complained\"}".formatted(address);

        assertThat(admin("POST", "/api/notifications/suppressions", body).body())
                .contains("\"added\":true");
        assertThat(admin("POST", "/api/notifications/suppressions", body).body())
                .contains("\"added\":false");
        assertThat(get("/api/notifications/suppressions").toString())
                .contains("complained", "u***@example.com")
                .doesNotContain(address);
        var id = send("email", new EmailAddress(address), Category.ACCOUNT, null);
        assertThat(awaitState(id, "FAILED").path("reason").asString()).isEqualTo("suppressed:complained");
        assertThat(admin("POST", "/api/notifications/suppressions", "{\"address\":\"+1\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(log.getAll()).doesNotContain(address);
    }
}
