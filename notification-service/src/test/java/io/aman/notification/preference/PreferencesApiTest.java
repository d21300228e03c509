package io.aman.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.Wiring;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.notification.template.Category;
import io.aman.platform.Ids;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import io.aman.testing.Unindexed;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Preferences, numbers and unsubscribe links over HTTP. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
@Unindexed(
        collection = "deliveries",
        fields = {"userId", "type"},
        reason = "this test looks for what it has sent")
class PreferencesApiTest {

    private static final String PREFERENCES = "/api/notifications/preferences";
    private static final String ADDRESSES = "/api/notifications/addresses";
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private Recipients recipients;

    @Autowired
    private UnsubscribeLinks links;

    /** One a test, since tests share the service. */
    private final String userId = Ids.random("usr_");

    private RestTestClient client;

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
        recipients.remember(new Recipient(userId, new EmailAddress(userId + "@example.com"), "Nora", "ar"));
    }

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

    @Test
    void toOpenALinkChangesNothingAndToPostToItUnsubscribes(CapturedOutput log) {
        var link = link();

        for (var i = 0; i < 3; i++) {
            page(client.get().uri(link).exchange());
        }
        assertPaymentsByMail(true);

        for (var i = 0; i < 2; i++) {
            assertThat(page(oneClick(link, "List-Unsubscribe=One-Click"))).contains("/unsubscribe/undo?t");
            assertPaymentsByMail(false);
        }
        get(PREFERENCES).expectBody().jsonPath("$.version").isEqualTo(1);

        page(oneClick(link.replace("/unsubscribe?", "/unsubscribe/undo?"), ""));
        assertPaymentsByMail(true);
        assertThat(log.getAll()).doesNotContain(link.substring(link.indexOf("?t=") + 3));
    }

    /** Mail programs may send the form in many parts (RFC 8058, section 3.2). */
    @Test
    void aFormOfManyPartsUnsubscribes() {
        client.post()
                .uri(link())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body("--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n")
                .exchange()
                .expectStatus()
                .isOk();
        assertPaymentsByMail(false);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded,  ''",
        "application/x-www-form-urlencoded,  'List-Unsubscribe=Two-Clicks'",
        "application/x-www-form-urlencoded,  'list-unsubscribe=One-Click'",
        "multipart/form-data; boundary=b,    '--b\r\nContent-Disposition'",
        "multipart/form-data,                'x'",
    })
    void whatIsNotOneClickChangesNothing(String type, String body) {
        client.post()
                .uri(link())
                .header("Content-Type", type)
                .body(body)
                .exchange()
                .expectStatus()
                .isBadRequest();
        assertPaymentsByMail(true);
    }

    @Test
    void aLinkThatIsNotOursIsRefusedByEveryWay() {
        var path = "/api/notifications/unsubscribe";
        assertProblem(client.get().uri(path + "?t=x").exchange(), 400, "UNSUBSCRIBE_LINK_INVALID");
        assertProblem(oneClick(path + "?t=x", "List-Unsubscribe=One-Click"), 400, "UNSUBSCRIBE_LINK_INVALID");
        assertProblem(oneClick(path + "/undo?t=x", ""), 400, "UNSUBSCRIBE_LINK_INVALID");
        client.get().uri(path).exchange().expectStatus().isBadRequest();
    }

    @Test
    void thePageSpeaksTheLanguageOfTheMailAndRunsNothing() {
        var page = client.get().uri(link()).exchange();

        page.expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueMatches("Content-Security-Policy", ".*default-src 'none'.*form-action 'self'.*")
                .expectHeader()
                .valueMatches("Cache-Control", ".*no-store.*")
                .expectHeader()
                .doesNotExist("Set-Cookie");
        assertThat(page(page)).contains("dir=\"rtl\"", "ألغِ الاشتراك").doesNotContain("<script", "onclick", userId);
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

    private String link() {
        var link = links.link(userId, Category.PAYMENTS, Medium.EMAIL).orElseThrow();
        return link.substring(link.indexOf("/api/"));
    }

    private ResponseSpec oneClick(String link, String body) {
        return client.post()
                .uri(link)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(body)
                .exchange();
    }

    private static String page(ResponseSpec answer) {
        answer.expectStatus().isOk().expectHeader().contentTypeCompatibleWith(MediaType.TEXT_HTML);
        return String.valueOf(answer.returnResult(String.class).getResponseBody());
    }

    private void assertPaymentsByMail(boolean on) {
        get(PREFERENCES)
                .expectBody()
                .jsonPath("$.choices[?(@.category=='payments' && @.channel=='email')].enabled")
                .isEqualTo(on)
                .jsonPath("$.choices[?(@.category=='payments' && @.channel=='inbox')].enabled")
                .isEqualTo(true);
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

    private ResponseSpec put(long version, String body) {
        return put("\"" + version + "\"", body);
    }

    private ResponseSpec put(String seen, String body) {
        return client.put()
                .uri(PREFERENCES)
                .header("Authorization", TestTokens.bearer(userId))
                .header("If-Match", seen)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec post(String caller, String path, String body) {
        return client.post()
                .uri(path)
                .header("Authorization", TestTokens.bearer(caller))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec get(String path) {
        return client.get()
                .uri(path)
                .header("Authorization", TestTokens.bearer(userId))
                .exchange();
    }

    private ResponseSpec delete(String bearer) {
        return client.delete()
                .uri("/api/notifications/people/" + userId)
                .header("Authorization", bearer)
                .exchange();
    }

    private static String choices(String category, String channel, boolean enabled) {
        return "{\"choices\":[{\"category\":\"%s\",\"channel\":\"%s\",\"enabled\":%s}]}"
                .formatted(category, channel, enabled);
    }

    private static void assertProblem(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
