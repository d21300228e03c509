package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares answers with what Stripe itself publishes: every key is there, with the same type of value or null. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeShapeTest {
    /** Values that Stripe's OpenAPI description marks nullable or leaves out where they don't apply. */
    private static final Set<String> NULLABLE = Set.of(
            "payment_intent.automatic_payment_methods",
            "payment_intent.canceled_at",
            "payment_intent.last_payment_error",
            "payment_intent.managed_payments",
            "payment_intent.next_action",
            "payment_intent.payment_method_configuration_details",
            "payment_intent.processing",
            "payment_intent.shipping",
            "payment_intent.transfer_data",
            "setup_intent.automatic_payment_methods",
            "setup_intent.last_setup_error",
            "setup_intent.next_action",
            "setup_intent.payment_method_configuration_details",
            "charge.balance_transaction",
            "charge.billing_details.name",
            "charge.description",
            "charge.payment_method_details.card.installments",
            "charge.payment_method_details.card.three_d_secure",
            "charge.payment_method_details.card.wallet",
            "charge.shipping",
            "charge.source",
            "charge.transfer_data",
            "customer.currency",
            "payment_method.billing_details.address.city",
            "payment_method.billing_details.address.country",
            "payment_method.billing_details.address.line1",
            "payment_method.billing_details.address.postal_code",
            "payment_method.billing_details.address.state",
            "payment_method.billing_details.email",
            "payment_method.billing_details.phone",
            "balance_transaction.description");

    private final StripeAccount stripe = new StripeAccount();
    private final ObjectNode published = published();

    @AfterAll
    void close() {
        stripe.close();
    }

    @Test
    void everyAnswerHasTheShapeStripePublishes() throws Exception {
        var intents = stripe.client.v1().paymentIntents();
        assertShape(
                "payment_intent",
                intents.retrieve(stripe.created(12_500).getId())
                        .getLastResponse()
                        .body());
        assertShape("payment_intent", stripe.held(12_500).getLastResponse().body());
        assertShape(
                "payment_intent",
                intents.cancel(stripe.created(10).getId()).getLastResponse().body());
        var captured = stripe.captured(12_500);
        assertShape("payment_intent", captured.getLastResponse().body());
        assertShape("charge", get("charges/" + captured.getLatestCharge()));
        var refund = stripe.raw("POST", "/stripe/v1/refunds", "payment_intent=" + captured.getId())
                .body();
        assertShape("refund", refund);
        assertShape("refund", get("refunds/" + Json.read(refund).path("id").asString()));
        assertShape("charge", get("charges/" + captured.getLatestCharge()));
        assertShape("balance", get("balance"));
        var customer = stripe.raw("POST", "/stripe/v1/customers", "name=A").body();
        assertShape("customer", customer);
        var attach = "customer=" + Json.read(customer).path("id").asString();
        var method = stripe.raw("POST", "/stripe/v1/payment_methods/pm_card_visa/attach", attach)
                .body();
        assertShape("payment_method", method);
        var setup = "payment_method_types[0]=card&confirm=true&payment_method=pm_card_visa&" + attach;
        assertShape(
                "setup_intent",
                stripe.raw("POST", "/stripe/v1/setup_intents", setup).body());
        var dispute = stripe.exchange(
                HttpRequest.newBuilder(stripe.uri("/_sandbox/stripe/payment_intents/" + captured.getId() + "/dispute"))
                        .POST(BodyPublishers.ofString("{}")));
        assertShape(
                "dispute",
                get("disputes/" + Json.read(dispute.body()).path("id").asString()));
        for (var movement : Json.read(get("balance_transactions")).path("data")) {
            assertShape("balance_transaction", movement.toString());
        }
        for (var event : Json.read(get("events?limit=100")).path("data")) {
            assertShape("event", event.toString());
            var object = event.path("data").path("object");
            assertShape(object.path("object").asString(), object.toString());
        }
    }

    @Test
    void aMissingKeyOrAnotherTypeIsNoticed() throws Exception {
        var answer = Json.read(stripe.created(12_500).getLastResponse().body());
        answer.put("amount", "12500");
        answer.remove("latest_charge");
        answer.putNull("status");
        assertThat(differences("payment_intent", published.path("payment_intent"), answer))
                .hasSize(3);
    }

    private String get(String path) {
        return stripe.raw("GET", "/stripe/v1/" + path, "").body();
    }

    private void assertShape(String object, String answer) {
        assertThat(differences(object, published.path(object), Json.read(answer)))
                .as(answer)
                .isEmpty();
    }

    private static List<String> differences(String path, JsonNode expected, JsonNode actual) {
        var found = new ArrayList<String>();
        for (var entry : expected.properties()) {
            var inner = path + "." + entry.getKey();
            var value = actual.path(entry.getKey());
            if (value.isMissingNode()) {
                found.add(inner + " is missing");
            } else if (value.isNull() && !entry.getValue().isNull() && !NULLABLE.contains(inner)) {
                found.add(inner + " is null");
            } else if (!value.isNull() && !entry.getValue().isNull()) {
                if (value.getNodeType() != entry.getValue().getNodeType()) {
                    found.add(inner + " is " + value.getNodeType());
                } else if (value.isObject() && !inner.equals("event.data.object") && !inner.endsWith(".metadata")) {
                    found.addAll(differences(inner, entry.getValue(), value));
                }
            }
        }
        return found;
    }

    private static ObjectNode published() {
        try (var file = StripeShapeTest.class.getResourceAsStream("stripe/published-fixtures.json")) {
            return Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
