package io.aman.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Ids;
import io.aman.testing.TestTokens;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

/** What a person says of how they want to be told. */
class PreferencesApiTest extends PreferencesApi {

    @Test
    void whoHasSaidNothingSeesWhatHoldsForEverybody() {
        get(PREFERENCES)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"0\"")
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(0)
                .jsonPath("$.choices.length()")
                .isEqualTo(15)
                .jsonPath("$.choices[?(@.category=='security' && @.channel=='email')].locked")
                .isEqualTo(true)
                .jsonPath("$.choices[?(@.category=='payments' && @.channel=='sms')].available")
                .isEqualTo(false)
                .jsonPath("$.quietHours.length()")
                .isEqualTo(0);
    }

    @Test
    void whatIsPutIsWhatHolds() {
        put(0, """
                {"language": "en", "zone": "Asia/Kuwait",
                 "quietHours": [{"start": "22:00", "end": "07:00", "days": ["FRIDAY"]}],
                 "choices": [{"category": "payments", "channel": "email", "enabled": true,
                              "digest": "daily", "digestAt": "08:00"},
                             {"category": "account", "channel": "inbox", "enabled": false}]}""").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"");

        get(PREFERENCES)
                .expectBody()
                .jsonPath("$.language")
                .isEqualTo("en")
                .jsonPath("$.zone")
                .isEqualTo("Asia/Kuwait")
                .jsonPath("$.quietHours[0].start")
                .isEqualTo("22:00")
                .jsonPath("$.quietHours[0].days[0]")
                .isEqualTo("FRIDAY")
                .jsonPath("$.choices[?(@.category=='payments' && @.channel=='email')].digestAt")
                .isEqualTo("08:00")
                .jsonPath("$.choices[?(@.category=='account' && @.channel=='inbox')].enabled")
                .isEqualTo(false)
                .jsonPath("$.choices[?(@.category=='account' && @.channel=='email')].enabled")
                .isEqualTo(true);
    }

    @Test
    void ofTwoWhoReadTheSameVersionOneWrites() throws Exception {
        List<Callable<Integer>> writers = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(i -> () -> put(0, choices("payments", "email", i % 2 == 0))
                        .returnResult(String.class)
                        .getStatus()
                        .value())
                .toList();

        List<Integer> answers;
        try (var threads = Executors.newFixedThreadPool(8)) {
            answers = threads.invokeAll(writers).stream().map(Future::resultNow).toList();
        }

        assertThat(answers).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 412);
        get(PREFERENCES).expectBody().jsonPath("$.version").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"category\":\"security\",\"channel\":\"email\",\"enabled\":false}",
                "{\"category\":\"security\",\"channel\":\"inbox\",\"enabled\":false}",
                "{\"category\":\"security\",\"channel\":\"email\",\"enabled\":true,\"digest\":\"hourly\"}"
            })
    void securityCannotBeSwitchedOffOrCollected(String choice) {
        assertProblem(put(0, "{\"choices\":[" + choice + "]}"), 422, "SECURITY_NOT_OPTIONAL");
        get(PREFERENCES).expectBody().jsonPath("$.version").isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[],\"zone\":\"Asia/Atlantis\"}",
                "{\"choices\":[],\"zone\":\"+03:00\"}",
                "{\"choices\":[],\"language\":\"fr\"}",
                "{\"choices\":[],\"quietHours\":[{\"start\":\"22:00\",\"end\":\"07:00\"}]}",
                "{\"choices\":[],\"zone\":\"Asia/Kuwait\",\"quietHours\":[{\"start\":\"22:00\",\"end\":\"22:00\"}]}",
                "{\"choices\":[],\"zone\":\"Asia/Kuwait\",\"quietHours\":[{\"start\":\"22:00\",\"end\":\"07:00\"},"
                        + "{\"start\":\"12:00\",\"end\":\"13:00\",\"days\":[\"MONDAY\"]}]}",
                "{\"choices\":[{\"category\":\"gossip\",\"channel\":\"email\",\"enabled\":true}]}",
                "{\"choices\":[{\"category\":\"payments\",\"channel\":\"pigeon\",\"enabled\":true}]}",
                "{\"choices\":[{\"category\":\"payments\",\"channel\":\"email\",\"enabled\":true,\"digest\":\"daily\"}]}",
                "{\"choices\":[{\"category\":\"payments\",\"channel\":\"email\",\"enabled\":true,\"digestAt\":\"08:00\"}]}",
                "{\"choices\":[{\"category\":\"payments\",\"channel\":\"email\",\"enabled\":true,\"digest\":\"weekly\"}]}",
                "{\"choices\":[{\"category\":\"payments\",\"channel\":\"inbox\",\"enabled\":true,\"digest\":\"hourly\"}]}",
                "{\"choices\":[{\"category\":\"payments\",\"channel\":\"email\",\"enabled\":true},"
                        + "{\"category\":\"payments\",\"channel\":\"email\",\"enabled\":false}]}"
            })
    void aRuleThatIsBrokenChangesNothing(String body) {
        assertProblem(put(0, body), 422, "INVALID_PREFERENCES");
        get(PREFERENCES).expectBody().jsonPath("$.version").isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"choices\":[null]}",
                "{\"choices\":[],\"quietHours\":[null]}",
                "{\"choices\":[],\"quietHours\":[{\"start\":\"25:00\",\"end\":\"07:00\"}]}",
                "{\"choices\":[],\"quietHours\":[{\"start\":\"22:00\",\"end\":\"07:00\",\"days\":[]}]}",
                "{\"choices\":[],\"quietHours\":[{\"start\":\"22:00\",\"end\":\"07:00\",\"days\":[null]}]}",
                "{\"choices\":[{\"category\":\"payments\",\"channel\":\"email\"}]}",
                "{\"choices\":[],\"unheard\":\"of\"}"
            })
    void aBodyOfAnotherShapeIsRefused(String body) {
        put(0, body).expectStatus().isBadRequest();
    }

    @Test
    void aMediumWithoutAnAddressCannotBeSwitchedOn() {
        assertProblem(put(0, choices("payments", "sms", true)), 422, "CHANNEL_WITHOUT_ADDRESS");
        assertProblem(put(0, choices("payments", "push", true)), 422, "CHANNEL_WITHOUT_ADDRESS");
        put(0, choices("payments", "sms", false)).expectStatus().isOk();
    }

    @Test
    void onlyAnAdministratorHasAPersonForgotten() {
        put(0, choices("payments", "email", false)).expectStatus().isOk();
        delete(TestTokens.bearer(userId)).expectStatus().isForbidden();

        for (var i = 0; i < 2; i++) {
            delete(TestTokens.bearer(Ids.random("usr_"), "notification.admin"))
                    .expectStatus()
                    .isNoContent();
        }

        get(PREFERENCES).expectBody().jsonPath("$.version").isEqualTo(0);
        assertProblem(oneClick(link(), "List-Unsubscribe=One-Click"), 400, "UNSUBSCRIBE_LINK_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {PREFERENCES, ADDRESSES})
    void whoIsNotSignedInSeesNothing(String path) {
        client.get().uri(path).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void aVersionThatWasNotReadIsRefused() {
        put("\"x\"", choices("payments", "email", false)).expectStatus().isEqualTo(422);
        assertProblem(put(7, choices("payments", "email", false)), 412, "PREFERENCES_CHANGED");
        client.put()
                .uri(PREFERENCES)
                .header("Authorization", TestTokens.bearer(userId))
                .contentType(MediaType.APPLICATION_JSON)
                .body(choices("payments", "email", false))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }
}
