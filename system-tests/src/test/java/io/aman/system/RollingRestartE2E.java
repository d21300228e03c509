package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import io.aman.system.SteadyLoad.Purchase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a release does to who uses the suite meanwhile: nothing. {@code -Daman.rolling.rate} sets the requests a second.
 */
@Tag("process")
@ExtendWith(RunningStack.class)
class RollingRestartE2E {

    private static final int RATE = Integer.getInteger("aman.rolling.rate", 200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void everyServiceIsReplacedAndNoRequestNoEventAndNoSessionIsLost(LocalStack stack) throws InterruptedException {
        var pids = stack.replaceable().stream().map(stack::pid).toList();
        try (var load = SteadyLoad.on(stack, RATE)) {
            for (var part : stack.replaceable()) {
                load.note(part);
                stack.replace(part, System.out::println);
            }
            load.finish();
            System.out.printf(
                    "rolling restart: %s; %d payments%n", load, load.captured().size());

            assertThat(load.failures()).isEmpty();
            assertThat(load.captured()).isNotEmpty();
            assertThat(stack.replaceable().stream().map(stack::pid)).doesNotContainAnyElementsOf(pids);
            assertThat(load.refreshers())
                    .hasSize(SteadyLoad.refresherCount())
                    .allSatisfy(
                            person -> assertThat(person.refreshed().status()).isEqualTo(200));
            everyCaptureIsToldOnce(stack, load);
        }
        assertThat(stack.isUp()).isTrue();
    }

    private static void everyCaptureIsToldOnce(LocalStack stack, SteadyLoad load) {
        var byPayer = load.captured().stream().collect(Collectors.groupingBy(Purchase::payer));
        var mail = Api.at(stack.ports().mailUri());
        byPayer.forEach((payer, purchases) -> Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(receiptsMailed(mail, payer, purchases))
                            .as("receipts mailed of each payment of %s", payer)
                            .containsOnly(1L);
                    assertThat(inboxed(payer))
                            .as("receipts in the inbox of %s", payer)
                            .isEqualTo(purchases.size());
                }));
    }

    private static List<Long> receiptsMailed(Api mail, Person payer, List<Purchase> purchases) {
        var mails = mail.get("/api/mails?to=" + payer.email())
                .elements()
                .map(one -> one.path("html").asString(""))
                .toList();
        return purchases.stream()
                .map(purchase -> mails.stream()
                        .filter(html -> html.contains(purchase.reference()))
                        .count())
                .toList();
    }

    private static int inboxed(Person payer) {
        var types = payer.api()
                .get("/api/notifications?limit=100")
                .body()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("type").asString(""))
                .filter("payment-receipt"::equals)
                .toList();
        return types.size();
    }
}
