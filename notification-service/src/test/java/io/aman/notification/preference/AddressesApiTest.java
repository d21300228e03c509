package io.aman.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.Wiring;
import io.aman.platform.Ids;
import io.aman.testing.TestTokens;
import java.time.Instant;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Numbers that are proven by a code. */
class AddressesApiTest extends PreferencesApi {

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    @Test
    void aNumberIsConfirmedByItsCodeAndUsedUntilItIsDeleted(CapturedOutput log) {
        var id = addNumber("+96555501234");
        get(ADDRESSES)
                .expectBody()
                .jsonPath("$[0].number")
                .isEqualTo("***34")
                .jsonPath("$[0].confirmed")
                .isEqualTo(false);
        assertProblem(confirm(userId, id, "x"), 422, "ADDRESS_CODE_WRONG");
        assertProblem(confirm(Ids.random("usr_"), id, sentCode()), 404, "ADDRESS_NOT_FOUND");

        confirm(userId, id, sentCode()).expectStatus().isNoContent();
        confirm(userId, id, sentCode()).expectStatus().isNoContent();

        put(0, choices("payments", "sms", true)).expectStatus().isOk();
        client.delete()
                .uri(ADDRESSES + "/" + id)
                .header("Authorization", TestTokens.bearer(userId))
                .exchange()
                .expectStatus()
                .isNoContent();
        get(PREFERENCES)
                .expectBody()
                .jsonPath("$.choices[?(@.category=='payments' && @.channel=='sms')].enabled")
                .isEqualTo(false);
        assertThat(log.getAll()).doesNotContain("96555501234", sentCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "96555501234", "+0", "+965 5550", "00965555012", "+96555501234x"})
    void whatIsNoNumberIsRefused(String number) {
        assertProblem(post(userId, ADDRESSES, "{\"number\":\"" + number + "\"}"), 422, "INVALID_NUMBER");
    }

    @Test
    void aStolenTokenAddsNoNumber() {
        var old = TestTokens.token(userId)
                .claim("auth_time", Instant.now().minusSeconds(3600).getEpochSecond())
                .sign();
        client.post()
                .uri(ADDRESSES)
                .header("Authorization", "Bearer " + old)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"number\":\"+96555501234\"}")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private String addNumber(String number) {
        var id = new String[1];
        post(userId, ADDRESSES, "{\"number\":\"" + number + "\"}")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.id")
                .value(String.class, found -> id[0] = found);
        return id[0];
    }

    private ResponseSpec confirm(String caller, String id, String code) {
        return post(caller, ADDRESSES + "/" + id + "/confirm", "{\"code\":\"" + code + "\"}");
    }

    private String sentCode() {
        var sent = mongo.findOne(
                Query.query(Criteria.where("userId").is(userId).and("type").is("one-time-code")),
                Document.class,
                "deliveries");
        assertThat(sent).isNotNull();
        var code = CODE.matcher(Wiring.body(sent).get("text"));
        assertThat(code.find()).isTrue();
        return code.group();
    }
}
