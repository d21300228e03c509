package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.aman.local.demo.Api;
import io.aman.local.stack.LocalStack;
import io.aman.system.Purchase.Acknowledged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Compares what was acknowledged with what each side has: ours, the providers', the mail catcher's and the inboxes'. */
final class Books {

    /** Of refunds people are told as well. */
    private static final Pattern RECEIPT = Pattern.compile("payment receipt|إيصال الدفع");

    private static final Set<String> CAPTURED_OR_DECLINED = Set.of("payment-receipt", "payment-declined");

    private static final List<String> DATABASES = List.of("payment", "session", "security", "notification");

    private final LocalStack stack;
    private final List<Acknowledged> acknowledged;
    private final MoneyBooks money;
    private int receipts;
    private int repeatedMails;
    private int inboxEntries;

    Books(LocalStack stack, List<Acknowledged> acknowledged) {
        this.stack = stack;
        this.acknowledged = acknowledged;
        this.money = new MoneyBooks(new AtProviders(stack), acknowledged);
    }

    void agree() {
        money.agree(everyPaymentIsThereOnce());
        everyReceiptIsMailedOnceOrTwiceAndInTheInboxOnce();
        everyOutboxIsEmpty();
    }

    private Map<String, JsonNode> everyPaymentIsThereOnce() {
        var shown = new HashMap<String, JsonNode>();
        byCustomer().forEach((customer, payments) -> {
            customer.signInAgain();
            var listed = list(customer.api(), "/api/payments");
            assertThat(listed.stream().map(payment -> payment.path("id").asString()))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            payments.stream().map(Acknowledged::paymentId).toList());
            listed.forEach(payment -> shown.put(payment.path("id").asString(), payment));
        });
        return shown;
    }

    /** There is a receipt for each capture; a decline is told of, too, but does not name the reference. */
    private void everyReceiptIsMailedOnceOrTwiceAndInTheInboxOnce() {
        receipts = 0;
        repeatedMails = 0;
        inboxEntries = 0;
        byCustomer().forEach((customer, payments) -> {
            var mails = Api.at(stack.ports().mailUri())
                    .get("/api/mails?to=" + customer.email())
                    .elements()
                    .filter(mail ->
                            RECEIPT.matcher(mail.path("subject").asString("")).find())
                    .map(mail -> mail.path("html").asString())
                    .toList();
            payments.forEach(payment -> mailed(payment, mails));
            var inbox = list(customer.api(), "/api/notifications").stream()
                    .filter(entry ->
                            CAPTURED_OR_DECLINED.contains(entry.path("type").asString("")))
                    .toList();
            assertThat(inbox).hasSize(payments.stream().mapToInt(Books::notices).sum());
            inboxEntries += inbox.size();
        });
    }

    private void mailed(Acknowledged payment, List<String> mails) {
        var expected = payment.order().captures().size();
        var count = (int) mails.stream()
                .filter(mail -> mail.contains(payment.order().reference()))
                .count();
        assertThat(count).as("mails of %s", payment.paymentId()).isBetween(expected, 2 * expected);
        receipts += expected;
        repeatedMails += count - expected;
    }

    /** Every attempt at KNET but the last was declined. */
    private static int notices(Acknowledged payment) {
        var declines = Math.max(0, payment.knetPages().size() - 1);
        return payment.order().captures().size() + declines;
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
        return "%s, %d receipts mailed once and %d again, %d inbox entries, outboxes empty"
                .formatted(money, receipts, repeatedMails, inboxEntries);
    }
}
