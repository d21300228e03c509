package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the suite promises, tried: while people pay by Stripe, PayPal and KNET and get some of it back, each process in
 * turn is killed as a crash would kill it, with answers of the providers outstanding.
 */
@Tag("process")
@ExtendWith(RunningStack.class)
class FaultsE2E {

    private static final List<String> VICTIMS =
            List.of("payment-service", "notification-service", "session-service", "kafka", "mongo");
    private static final int CUSTOMERS = 4;
    private static final int PURCHASES_BETWEEN_KILLS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void noAcknowledgedPaymentOrRefundIsLostOrDoubledWhateverDies(LocalStack stack) {
        var customers = IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> Customer.registered(stack, "faults-" + i, i % 2 == 0 ? "en" : "ar"))
                .toList();
        var providers = new AtProviders(stack);
        try (var load = PaymentLoad.of(stack, customers)) {
            for (var victim : VICTIMS) {
                load.awaitMore(PURCHASES_BETWEEN_KILLS, PATIENCE);
                providers.loseAnswers(); // so that calls are under way when the process dies
                load.awaitMore(1, PATIENCE);
                stack.kill(victim);
                stack.restart(victim);
            }
            load.awaitMore(PURCHASES_BETWEEN_KILLS, PATIENCE);
            load.finish(PATIENCE);

            var books = new Books(stack, load.acknowledged());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(books::agree);
            System.out.printf("faults: %s; %d kills (%s)%n", books, VICTIMS.size(), String.join(", ", VICTIMS));
        }
        assertThat(Api.at(stack.gateway()).get("/.well-known/jwks.json").status())
                .isEqualTo(200);
    }
}
