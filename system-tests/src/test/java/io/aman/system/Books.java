package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.aman.local.demo.Api;
import io.aman.local.stack.LocalStack;
import io.aman.system.PaymentLoad.Acknowledged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Compares what was acknowledged with what each side has: ours, Stripe's, the mail catcher's and the inboxes'. */
final class Books {

    private static final List<String> DATABASES = List.of("payment", "session", "security", "notification");

    private final LocalStack stack;
    private final List<Acknowledged> acknowledged;
    private int fewestMails;
    private int mostMails;
    private int inboxEntries;

    Books(LocalStack stack, List<Acknowledged> acknowledged) {
        this.stack = stack;
        this.acknowledged = acknowledged;
    }

    void agree() {
        everyPaymentIsThereOnce();
        everyPaymentIsCapturedOnceAtTheSandbox();
        everyPaymentIsMailedOnceOrTwiceAndInTheInboxOnce();
        everyOutboxIsEmpty();
    }

    private void everyPaymentIsThereOnce() {
        byCustomer().forEach((customer, payments) -> {
            customer.signInAgain();
            var listed = list(customer.api(), "/api/payments");
            assertThat(listed.stream().map(payment -> payment.path("id").asString()))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            payments.stream().map(Acknowledged::paymentId).toList());
            assertThat(listed)
                    .allMatch(payment -> payment.path("state").asString().equals("CAPTURED"));
        });
    }

    private void everyPaymentIsCapturedOnceAtTheSandbox() {
        var intents = Api.at(stack.ports().sandboxUri())
                .get("/_sandbox/stripe/payment_intents")
                .elements()
                .collect(Collectors.groupingBy(
                        intent -> intent.path("metadata").path("payment_id").asString("")));
        for (var payment : acknowledged) {
            assertThat(intents.getOrDefault(payment.paymentId(), List.of()))
                    .as("intents of %s", payment.paymentId())
                    .singleElement()
                    .matches(intent -> intent.path("captures").asInt() == 1, "captured once")
                    .matches(intent -> intent.path("amount_received").asLong() == 12_500, "the whole amount");
        }
    }

    private void everyPaymentIsMailedOnceOrTwiceAndInTheInboxOnce() {
        var mails = new ArrayList<Integer>();
        var entries = 0;
        for (var customer : byCustomer().entrySet()) {
            var caught = Api.at(stack.ports().mailUri())
                    .get("/api/mails?to=" + customer.getKey().email())
                    .elements()
                    .map(mail -> mail.path("html").asString())
                    .toList();
            customer.getValue()
                    .forEach(payment -> mails.add((int) caught.stream()
                            .filter(mail -> mail.contains(payment.reference()))
                            .count()));
            var inbox = list(customer.getKey().api(), "/api/notifications");
            assertThat(inbox).hasSameSizeAs(customer.getValue());
            entries += inbox.size();
        }
        fewestMails = mails.stream().min(Integer::compare).orElse(0);
        mostMails = mails.stream().max(Integer::compare).orElse(0);
        inboxEntries = entries;
        assertThat(mails).as("mails per payment").allMatch(count -> count == 1 || count == 2);
    }

    private void everyOutboxIsEmpty() {
        try (MongoClient mongo = MongoClients.create(stack.ports().mongoUri("admin"))) {
            for (var database : DATABASES) {
                for (var collection : mongo.getDatabase(database).listCollectionNames()) {
                    assertThat(mongo.getDatabase(database)
                                    .getCollection(collection)
                                    .countDocuments(Filters.exists("outbox.id")))
                            .as("documents of %s.%s with unpublished events", database, collection)
                            .isZero();
                }
            }
        }
    }

    private Map<Customer, List<Acknowledged>> byCustomer() {
        return acknowledged.stream().collect(Collectors.groupingBy(Acknowledged::customer));
    }

    private static List<JsonNode> list(Api api, String path) {
        return Stream.iterate(
                        api.get(path + "?limit=100").body(),
                        page -> !page.isMissingNode(),
                        page -> page.path("nextCursor").isString()
                                ? api.get(path + "?limit=100&cursor="
                                                + page.path("nextCursor").asString())
                                        .body()
                                : page.path("end"))
                .map(page -> page.path("items"))
                .flatMap(Books::elements)
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return "each there once and captured once, %d to %d mails each, %d inbox entries, outboxes empty"
                .formatted(fewestMails, mostMails, inboxEntries);
    }
}
