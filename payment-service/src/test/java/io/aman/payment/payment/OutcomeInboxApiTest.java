package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.testing.TestTokens;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OutcomeInboxApiTest extends SandboxedService {

    private static final String PATH = "/api/payments/unknown-outcomes";

    private Answer act(String id, String action, String key, String body) {
        return send(
                "POST",
                PATH + "/" + id + "/" + action,
                body,
                Map.of(
                        "Authorization",
                        TestTokens.bearer("usr_op", "payment.admin"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key));
    }

    private JsonNode listed(String id) {
        var items = get(PATH + "?limit=100", "payment.admin").json().path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("paymentId").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not listed"));
    }

    @Test
    void anUnknownCaptureIsListedAndFoundOutOnDemand() {
        unheard();
        var id = authorized();
        plan(Fault.Kind.STATUS, "/payment_intents/" + ref(id), 500, 1000);
        assertThat(capture(id).status()).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> listed(id));

        var outcome = listed(id).path("outcomes").get(0);
        assertThat(outcome.path("id").asString()).isEqualTo(id);
        assertThat(outcome.path("about").asString()).isEqualTo("CAPTURE");
        assertThat(outcome.path("checks").asInt()).isPositive();
        assertThat(outcome.path("lastAnswer").asString()).isEqualTo("Unknown: status 500");
        assertThat(outcome.path("actions").toString()).isEqualTo("[\"check-now\"]");

        var unsafe = act(id, "resume-checks", key(), "{\"reason\":\"why not\"}");
        assertThat(unsafe.status()).isEqualTo(409);
        assertThat(unsafe.string("code")).isEqualTo("ACTION_NOT_OFFERED");
        assertThat(unsafe.json().path("actions").toString()).isEqualTo("[\"check-now\"]");

        SANDBOX.faults().clear();
        var key = key();
        var found = act(id, "check-now", key, "{\"reason\":\"a payer called\"}");
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.string("state")).isEqualTo("CAPTURED");
        assertThat(found.json().path("outcomes")).isEmpty();
        assertThat(act(id, "check-now", key, "{\"reason\":\"a payer called\"}").text())
                .isEqualTo(found.text());
        assertThat(act(id, "check-now", key(), "{\"reason\":\"again\"}").string("code"))
                .isEqualTo("PAYMENT_NOT_FOUND");
        assertThat(audit(id).toString()).contains("OPERATOR_CHECK_NOW", "a payer called", "user:usr_op");
    }

    @Test
    void onlyOperatorsWithAReasonMayAct() {
        assertThat(get(PATH, "payment.view", "payment.audit").status()).isEqualTo(403);
        assertThat(post(PATH + "/pay_1/check-now", key(), "{\"reason\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(act("pay_1", "check-now", key(), "{}").status()).isEqualTo(400);
        assertThat(act("pay_1", "set-captured", key(), "{\"reason\":\"x\"}").string("code"))
                .isEqualTo("UNKNOWN_ACTION");
        assertThat(act("pay_1", "check-now", key(), "{\"reason\":\"4242 4242 4242 4242\"}")
                        .string("code"))
                .isEqualTo("CARD_NUMBER_REFUSED");
        assertThat(get(PATH + "?cursor=none", "payment.admin").status()).isEqualTo(400);
    }
}
