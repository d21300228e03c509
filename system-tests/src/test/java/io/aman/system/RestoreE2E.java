package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import io.aman.system.Purchase.Acknowledged;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A restore, rehearsed: copied while people pay, everything killed while they go on, put back, compared. */
@Tag("process")
@Order(Integer.MAX_VALUE) // the last: what others did between the backup and the loss is for days to be compared
@ExtendWith(RunningStack.class)
class RestoreE2E {

    private static final int CUSTOMERS = 3;
    private static final int PURCHASES_BEFORE = 12;
    private static final int PURCHASES_LOST = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern RECEIPT = Pattern.compile("payment receipt|إيصال الدفع");

    @Test
    void nothingAcknowledgedBeforeTheBackupIsMissingAndNothingIsToldTwice(LocalStack stack, @TempDir Path folder) {
        var customers = IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> Customer.registered(stack, "restored-" + i, i % 2 == 0 ? "en" : "ar"))
                .toList();
        var backup = folder.resolve("backup");
        var tokens = Tokens.ofSomebodyNew(stack);
        var begun = Clock.systemUTC().instant();
        List<Acknowledged> kept;
        List<Acknowledged> all;
        try (var load = PaymentLoad.of(stack, customers)) {
            load.awaitMore(PURCHASES_BEFORE, PATIENCE);
            kept = load.acknowledged();
            stack.upkeep().backup(backup);
            load.awaitMore(PURCHASES_LOST, PATIENCE);
            load.finish(PATIENCE);
            all = load.acknowledged();
        }
        tokens.areTurnedInTheLostTime();
        stack.names().forEach(stack::kill);
        stack.upkeep().restore(backup);
        stack.start();

        tokens.countNoMoreButTheirOwnerGetsNewOnes();
        customers.forEach(Customer::signInAgain);
        var money = new MoneyBooks(new AtProviders(stack), kept);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            money.agree(kept.stream().collect(Collectors.toMap(Acknowledged::paymentId, RestoreE2E::shown)));
            all.forEach(purchase -> assertThat(told(purchase))
                    .as("inbox entries of %s", purchase.paymentId())
                    .isEqualTo(purchase.order().captures().size()));
            assertThat(held(stack)).as("what is not told again").isPositive();
        });
        all.forEach(purchase -> assertThat(mailed(stack, purchase))
                .as("mails of %s", purchase.paymentId())
                .isLessThanOrEqualTo(purchase.order().captures().size()));
        var lost = daysListExactlyWhatWasLost(stack, begun, kept, all);
        System.out.printf("restore: %s; %d of the others are listed as lost, %d held%n", money, lost, held(stack));
    }

    /** KNET has no record that could be read: of what was lost there its settlement report tells. */
    private static int daysListExactlyWhatWasLost(
            LocalStack stack, Instant begun, List<Acknowledged> kept, List<Acknowledged> all) {
        var operator = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        operator.signIn();
        var days = new Days(operator, new AtProviders(stack), begun);
        var recorded = all.stream()
                .filter(purchase -> purchase.provider() != Provider.KNET)
                .toList();
        var listed = new HashMap<String, Days.Missing>();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            listed.clear();
            listed.putAll(days.compared());
            assertThat(listed).isEqualTo(days.expected(recorded));
        });
        assertThat(listed.keySet())
                .doesNotContainAnyElementsOf(
                        kept.stream().map(Acknowledged::paymentId).toList());
        assertThat(recorded.stream()
                        .filter(purchase ->
                                purchase.customer().look(purchase.paymentId()).status() == 404)
                        .map(Acknowledged::paymentId))
                .isNotEmpty()
                .isSubsetOf(listed.keySet());
        return listed.size();
    }

    private static JsonNode shown(Acknowledged purchase) {
        return purchase.customer().look(purchase.paymentId()).body();
    }

    private static long told(Acknowledged purchase) {
        return purchase.customer()
                .api()
                .get("/api/notifications?limit=100")
                .body()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("type").asString("").equals("payment-receipt"))
                .filter(entry -> entry.path("body")
                        .asString("")
                        .contains(purchase.order().reference()))
                .count();
    }

    private static long mailed(LocalStack stack, Acknowledged purchase) {
        return Api.at(stack.ports().mailUri())
                .get("/api/mails?to=" + purchase.customer().email())
                .elements()
                .filter(mail ->
                        RECEIPT.matcher(mail.path("subject").asString("")).find())
                .map(mail -> mail.path("html").asString())
                .filter(mail -> mail.contains(purchase.order().reference()))
                .count();
    }

    private static long held(LocalStack stack) {
        var admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        admin.signIn();
        return admin.api()
                .get("/api/notifications/deliveries/failed")
                .elements()
                .map(one -> one.path("reason").asString(""))
                .filter("before-restore"::equals)
                .count();
    }
}
