package io.aman.notification.template;

import static io.aman.notification.template.TemplateFixtures.saying;
import static io.aman.notification.template.TemplateFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** Templates over HTTP. */
@ServiceTest
class TemplateApiTest {

    private static final String TEMPLATES = "/api/notifications/templates";
    private static final String RECEIPT = TEMPLATES + "/payment-receipt";
    private static final String WHY = "{\"why\":\"Friendlier\"}";
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private Editions editions;

    private final String editor = TestTokens.bearer("usr_editor", "notification.template");

    private RestTestClient client;

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
        mongo.remove(Query.query(Criteria.where("_id").is("payment-receipt")), MongoTemplateBook.COLLECTION);
        editions.lookAgain();
    }

    @Test
    void anEditorDraftsLooksPublishesAndGoesBack() {
        var changed = with(
                Template.PAYMENT_RECEIPT,
                Language.ENGLISH,
                Part.INBOX,
                "Thank you for \u2068{{amount}}\u2069{{#reference}} for \u2068{{reference}}\u2069{{/reference}}.");
        get(RECEIPT)
                .expectHeader()
                .valueEquals("ETag", "\"0\"")
                .expectBody()
                .jsonPath("$.live")
                .isEqualTo(0)
                .jsonPath("$.names.subject[0]")
                .isEqualTo("amount");

        put(0, changed)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody()
                .jsonPath("$.draftedBy")
                .isEqualTo("user:usr_editor");
        get(RECEIPT + "/diff?from=0")
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].part")
                .isEqualTo("inbox")
                .jsonPath("$[0].unified")
                .value(
                        String.class,
                        unified -> assertThat(unified).contains("-We received your payment", "+Thank you for"));
        get(RECEIPT + "/preview")
                .expectBody()
                .jsonPath("$[?(@.language=='en' && @.part=='inbox')].text")
                .isEqualTo("Thank you for \u2068KWD\u00A012.500\u2069 for \u2068Order 2026/117\u2069.");
        post("/publish", 1, WHY)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.live")
                .isEqualTo(1);
        assertThat(editions.current(Template.PAYMENT_RECEIPT).version()).isEqualTo(1);

        post("/rollback", 2, "{\"version\":0,\"why\":\"Too friendly\"}")
                .expectStatus()
                .isOk();
        get(RECEIPT + "/history")
                .expectBody()
                .jsonPath("$[0].what")
                .isEqualTo("rolled-back")
                .jsonPath("$[0].why")
                .isEqualTo("Too friendly")
                .jsonPath("$[1].what")
                .isEqualTo("published")
                .jsonPath("$[1].by")
                .isEqualTo("user:usr_editor")
                .jsonPath("$[1].version")
                .isEqualTo(1)
                .jsonPath("$.length()")
                .isEqualTo(3);
        get(RECEIPT + "/texts?version=1")
                .expectBody()
                .jsonPath("$.texts[?(@.language=='en' && @.part=='inbox')].text")
                .value(String.class, text -> assertThat(text).contains("Thank you for"));
    }

    @Test
    void aTextThatReachesBeyondItsMapIsRefusedAndNothingIsKept() {
        var bad = with(Template.PAYMENT_RECEIPT, Language.ENGLISH, Part.TEXT, "{{> /etc/passwd}}");

        put(0, bad)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_TEMPLATE")
                .jsonPath("$.faults[0].language")
                .isEqualTo("en")
                .jsonPath("$.faults[0].part")
                .isEqualTo("txt")
                .jsonPath("$.faults[0].rule")
                .isEqualTo("tag-refused");

        get(RECEIPT).expectBody().jsonPath("$.revision").isEqualTo(0);
    }

    @Test
    void everySampleOfEveryTemplateCanBeLookedAt() {
        for (var template : Template.values()) {
            for (var sample : Sample.values()) {
                get(TEMPLATES + "/" + template.type() + "/preview?version=0&sample="
                                + sample.name().toLowerCase(Locale.ROOT))
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.length()")
                        .isEqualTo(16)
                        .jsonPath("$[?(@.language=='ar' && @.part=='sms')].alphabet")
                        .isEqualTo("UCS-2");
            }
        }
    }

    @Test
    void whoHasReadAnOlderRevisionChangesNothing() {
        put(0, saying("First")).expectStatus().isOk();

        assertProblem(put(0, saying("Second")), 412, "TEMPLATE_CHANGED");
        assertProblem(post("/publish", 0, WHY), 412, "TEMPLATE_CHANGED");
        assertProblem(post("/rollback", 0, "{\"version\":0,\"why\":\"x\"}"), 412, "TEMPLATE_CHANGED");
        discard(1).expectStatus().isOk();
        assertProblem(discard(2), 409, "TEMPLATE_WITHOUT_DRAFT");
        assertProblem(post("/publish", 2, WHY), 409, "TEMPLATE_WITHOUT_DRAFT");
        assertProblem(post("/rollback", 2, "{\"version\":1,\"why\":\"x\"}"), 404, "TEMPLATE_VERSION_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"texts\":[null]}",
                "{\"texts\":[{\"language\":\"fr\",\"part\":\"txt\",\"text\":\"x\"}]}",
                "{\"texts\":[{\"language\":\"en\",\"part\":\"pigeon\",\"text\":\"x\"}]}",
                "{\"texts\":[{\"language\":\"en\",\"part\":\"txt\"}]}",
                "{\"texts\":[{\"language\":\"en\",\"part\":\"txt\",\"text\":\"x\"},"
                        + "{\"language\":\"en\",\"part\":\"txt\",\"text\":\"y\"}]}",
                "{\"texts\":[],\"unheard\":\"of\"}"
            })
    void aDraftOfAnotherShapeIsRefused(String body) {
        exchange(client.put().uri(RECEIPT + "/draft").header("If-Match", "\"0\""), body)
                .expectStatus()
                .isBadRequest();
    }

    @ParameterizedTest
    @CsvSource({
        "/pigeon-post, 404",
        "/payment-receipt/texts, 409",
        "/payment-receipt/texts?version=7, 404",
        "/payment-receipt/texts?version=-1, 404",
        "/payment-receipt/preview?version=0&sample=none, 400",
        "/payment-receipt/diff, 400"
    })
    void whatIsNotThereIsNotFound(String path, int status) {
        get(TEMPLATES + path).expectStatus().isEqualTo(status);
    }

    @Test
    void onlyEditorsAreLetInAndToPublishTakesAFreshSignIn() {
        client.get()
                .uri(RECEIPT)
                .header("Authorization", TestTokens.bearer("usr_1", "notification.admin"))
                .exchange()
                .expectStatus()
                .isForbidden();
        put(0, saying("First")).expectStatus().isOk();
        var old = TestTokens.token("usr_editor")
                .permissions("notification.template")
                .claim("auth_time", Instant.now().minusSeconds(3600).getEpochSecond())
                .sign();
        client.post()
                .uri(RECEIPT + "/publish")
                .header("Authorization", "Bearer " + old)
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(WHY)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        get(RECEIPT).expectBody().jsonPath("$.live").isEqualTo(0);
    }

    private ResponseSpec put(long revision, Texts texts) {
        var lines = TemplateView.Written.of(null, texts).texts();
        return exchange(
                client.put().uri(RECEIPT + "/draft").header("If-Match", "\"" + revision + "\""),
                JSON.writeValueAsString(Map.of("texts", lines)));
    }

    private ResponseSpec post(String what, long revision, String body) {
        return exchange(client.post().uri(RECEIPT + what).header("If-Match", "\"" + revision + "\""), body);
    }

    private ResponseSpec exchange(RestTestClient.RequestBodySpec request, String body) {
        return request.header("Authorization", editor)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec discard(long revision) {
        return client.delete()
                .uri(RECEIPT + "/draft")
                .header("Authorization", editor)
                .header("If-Match", "\"" + revision + "\"")
                .exchange();
    }

    private ResponseSpec get(String path) {
        return client.get().uri(path).header("Authorization", editor).exchange();
    }

    private static void assertProblem(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
