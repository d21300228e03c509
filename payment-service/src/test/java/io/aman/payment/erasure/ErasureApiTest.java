package io.aman.payment.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.platform.Ids;
import io.aman.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasureApiTest extends SandboxedService {

    private Answer erase(String user, String key, String body, String... permissions) {
        return send(
                "POST",
                "/api/payments/persons/" + user + "/erase",
                body,
                Map.of(
                        "Authorization",
                        TestTokens.bearer("usr_officer", permissions),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key));
    }

    private Answer erase() {
        return erase(payer, key(), "{\"reason\":\"request 17\"}", "payment.erase");
    }

    private Answer erasure(String id) {
        return get("/api/payments/persons/erasures/" + id, "payment.erase");
    }

    private void awaitDone(String erasure) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(erasure(erasure).string("state")).isEqualTo("DONE"));
    }

    private Document stored(String id) {
        return Objects.requireNonNull(mongo.findById(id, Document.class, "payments"));
    }

    private List<Document> notices(String ref) {
        return mongo.find(query(where("ref").is(ref)), Document.class, "notices");
    }

    @Test
    void whoSignedInLongAgoForgetsNobody() {
        var longAgo = Clock.systemUTC().instant().minus(Duration.ofHours(1)).getEpochSecond();
        var token = TestTokens.token("usr_officer").permissions("payment.erase").claim("auth_time", longAgo);
        var refused = send(
                "POST",
                "/api/payments/persons/" + payer + "/erase",
                "{\"reason\":\"request 17\"}",
                Map.of(
                        "Authorization",
                        "Bearer " + token.sign(),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.string("code")).isEqualTo("STEP_UP_REQUIRED");
    }

    @Test
    void aPersonIsForgottenAndTheMoneysTrailHolds() {
        var id = authorized();
        capture(id);
        post("/api/payment-methods", key(), "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\"}");
        assertThat(mongo.findById(payer, Document.class, "payment_methods")).isNotNull();
        var bodies = await().atMost(SOON)
                .until(
                        () -> notices(ref(id)).stream()
                                .filter(notice -> "PROCESSED".equals(notice.getString("state")))
                                .collect(Collectors.toMap(
                                        notice -> notice.getString("_id"), notice -> notice.getString("body"))),
                        found -> found.size() >= 3);
        var asked = erase();
        assertThat(asked.status()).isEqualTo(202);
        var erasure = asked.string("id");
        assertThat(asked.http().headers().firstValue("Location")).hasValue("/api/payments/persons/erasures/" + erasure);
        awaitDone(erasure);

        var document = stored(id);
        assertThat(document.toJson())
                .doesNotContain(payer)
                .doesNotContain("203.0.113.7")
                .doesNotContain("order-1")
                .contains("CAPTURED");
        assertThat(document.getString("payer")).matches("erased_[0-9a-f]{32}");
        assertThat(get("/api/payments/audit/" + id + "/verification", "payment.audit")
                        .json()
                        .path("valid")
                        .asBoolean())
                .isTrue();
        assertThat(audit(id)).anySatisfy(entry -> {
            assertThat(entry.path("action").asString()).isEqualTo("PERSONAL_DATA_ERASED");
            assertThat(entry.path("actor").asString()).isEqualTo("user:usr_officer");
            assertThat(entry.path("evidence").asString()).isEqualTo(erasure);
        });
        assertThat(get("/api/payments", "payment.view").json().path("items")).isEmpty();
        assertThat(mongo.findById(payer, Document.class, "payment_methods")).isNull();
        for (var notice : notices(ref(id))) {
            assertThat(notice).doesNotContainKey("body");
        }
        bodies.forEach((notice, body) -> assertThat(
                        mongo.findById(notice, Document.class, "notices").getString("bodySha256"))
                .isEqualTo(HexFormat.of().formatHex(Ids.sha256(body.getBytes(StandardCharsets.UTF_8)))));

        var done = erasure(erasure).json();
        assertThat(done.at("/outcomes/payments/erased").asLong()).isEqualTo(1);
        assertThat(done.at("/outcomes/notices/erased").asLong()).isGreaterThanOrEqualTo(3);
        assertThat(done.at("/outcomes/invoices/kept").asString()).contains("Tax law");
        assertThat(Objects.requireNonNull(mongo.findById(erasure, Document.class, "erasures"))
                        .toJson())
                .doesNotContain(payer)
                .doesNotContain("erased_")
                .doesNotContain("io.aman");
    }

    @Test
    void aPaymentWithoutAnOutcomeIsErasedOnceItHasOne() {
        unheard();
        var id = authorized();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture", 500, 1);
        assertThat(capture(id).status()).isEqualTo(202);
        var erasure = erase().string("id");
        awaitDone(erasure);
        assertThat(stored(id).toJson()).doesNotContain(payer).contains("CAPTURED");
        assertThat(SANDBOX.stripe().captures(ref(id))).isEqualTo(1);
        assertThat(get("/api/payments/audit/" + id + "/verification", "payment.audit")
                        .json()
                        .path("valid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whatArrivesAfterAnErasureLeavesNoBodyAndStillCounts() {
        var id = authorized();
        capture(id);
        awaitDone(erase().string("id"));
        var stripe = ref(id);
        var refund = SANDBOX.stripe()
                .command(new Call(
                        "POST",
                        "/payment_intents/" + stripe + "/refund",
                        "",
                        SANDBOX.baseUrl(),
                        _ -> Optional.empty(),
                        "{}"));
        assertThat(refund.status()).isEqualTo(200);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(stored(id).toJson()).contains("REFUND_ADOPTED");
            assertThat(notices(stripe))
                    .anyMatch(notice -> notice.getString("type").startsWith("charge.refunded"));
            assertThat(notices(stripe)).noneMatch(notice -> notice.containsKey("body"));
        });
    }

    @Test
    void ofEventsAboutAPayersMethodsOnlyIdsAreKept() {
        post("/api/payment-methods", key(), "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\"}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mongo.find(
                                query(where("type").in("customer.created", "payment_method.attached")),
                                Document.class,
                                "notices"))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(notice -> assertThat(notice.getString("body"))
                                .doesNotContain("usr_")
                                .doesNotContain("billing_details")
                                .contains("evt_")));
    }

    @Test
    void openErasuresAreListedWithWhatTheyWaitFor() {
        var id = created();
        assertThat(confirm(id, "pm_card_threeDSecure2Required").string("state")).isEqualTo("REQUIRES_ACTION");
        var erasure = erase().string("id");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/api/payments/persons/erasures", "payment.erase")
                                .json()
                                .path("items"))
                        .anySatisfy(item -> {
                            assertThat(item.path("id").asString()).isEqualTo(erasure);
                            assertThat(item.at("/outcomes/payments/waitingFor/0")
                                            .asString())
                                    .isEqualTo(id);
                        }));
        assertThat(get("/api/payments/persons/erasures", "payment.view").status())
                .isEqualTo(403);
        assertThat(post("/api/payments/" + id + "/cancel", key(), "{}").string("state"))
                .isEqualTo("CANCELED");
        awaitDone(erasure);
        assertThat(get("/api/payments/persons/erasures", "payment.erase").text())
                .doesNotContain(erasure);
    }

    @Test
    void paymentMethodsAreForgottenByTheirProviderToo() {
        var attached = post("/api/payment-methods", key(), "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\"}");
        assertThat(attached.status()).as(attached.text()).isEqualTo(201);
        assertThat(SANDBOX.stripe().kept("user_id", payer)).isEqualTo(1);
        awaitDone(erase().string("id"));
        assertThat(SANDBOX.stripe().kept("user_id", payer)).isZero();
    }

    @Test
    void theSameKeyIsOneErasure() {
        var key = key();
        var first = erase(payer, key, "{\"reason\":\"request 17\"}", "payment.erase");
        var again = erase(payer, key, "{\"reason\":\"request 17\"}", "payment.erase");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(first.text()).doesNotContain(payer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "usr_1            | {\"reason\":\"x\"}                     | payment.audit | 403 | PERMISSION_MISSING",
                "usr_1            | {\"reason\":\" \"}                     | payment.erase | 400 | INVALID_REQUEST",
                "usr_1            | {}                                     | payment.erase | 400 | INVALID_REQUEST",
                "usr_1            | {\"reason\":\"x\",\"all\":true}        | payment.erase | 400 | MALFORMED_JSON",
                "usr_1            | {\"reason\":\"4242 4242 4242 4242\"}   | payment.erase | 422 | CARD_NUMBER_REFUSED",
                "erased_1         | {\"reason\":\"x\"}                     | payment.erase | 400 | INVALID_REQUEST",
                "%22%7Bx%7D       | {\"reason\":\"x\"}                     | payment.erase | 400 | INVALID_REQUEST"
            })
    void whatIsNoRequestIsRefused(String user, String body, String permission, int status, String code) {
        var answer = erase(user, key(), body, permission);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.string("code")).isEqualTo(code);
    }

    @Test
    void anUnknownErasureIsNotFound() {
        assertThat(erasure("era_unknown").string("code")).isEqualTo("ERASURE_NOT_FOUND");
        assertThat(get("/api/payments/persons/erasures/era_unknown", "payment.view")
                        .status())
                .isEqualTo(403);
    }
}
