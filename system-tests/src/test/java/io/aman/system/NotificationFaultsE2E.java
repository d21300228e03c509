package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.InboxStream;
import io.aman.local.demo.Recipient;
import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances of notification-service share the work, and each is killed in the middle of it. */
@Tag("process")
@ExtendWith(RunningStack.class)
class NotificationFaultsE2E {

    private static final String NAME = "notification-service";
    private static final int PEOPLE = 4;
    private static final int EACH = 20;
    private static final int ROUNDS = 3;
    private static final int KILLS = ROUNDS - 1;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String own = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void noReceiptIsLostOutsideSendsKeepTheirBoundAndTheInboxTellsOfEachOnce(LocalStack stack) {
        var people = IntStream.range(0, PEOPLE).mapToObj(n -> payer(stack, n)).toList();
        var texted = people.getFirst();
        var number = "+96552%06d".formatted(Integer.parseInt(own.substring(0, 5), 16) % 1_000_000);
        texted.add(number);
        assertThat(texted.prefer(Recipient.choice("payments", "sms", true)).status())
                .isEqualTo(200);
        try (var second = SecondInstance.beside(stack);
                var receipts = new Receipts(stack.ports().kafkaBootstrap());
                var byGateway = InboxStream.fromNowOn(texted::api);
                var bySecond = InboxStream.fromNowOn(() -> texted.at(second.uri()))) {
            for (var round = 0; round < ROUNDS; round++) {
                tell(receipts, people, round);
                awaitSomeOf(people, round);
                if (round == 0) {
                    stack.kill(NAME);
                    stack.restart(NAME);
                } else if (round == 1) {
                    second.killAndRestart();
                }
            }
            var books = new NotificationBooks(stack, KILLS, ROUNDS * EACH);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> books.agree(people, texted, number));
            for (var stream : List.of(byGateway, bySecond)) {
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> books.streamed(stream));
                assertThat(stream.openings()).as("it was cut off").isGreaterThan(1);
            }
            System.out.printf("notification faults: %s; %d kills%n", books, KILLS);
        }
    }

    private Recipient payer(LocalStack stack, int n) {
        return Recipient.registered(
                stack, "told-%d-%s@example.com".formatted(n, own), "Told " + n, n % 2 == 0 ? "ar" : "en");
    }

    private void tell(Receipts receipts, List<Recipient> people, int round) {
        for (var i = 0; i < EACH; i++) {
            for (var n = 0; n < people.size(); n++) {
                receipts.tell(people.get(n), "%s%d-%d-".formatted(reference(n), round, i));
            }
        }
        receipts.flush();
    }

    /** Names all of a person's receipts, none of which begins as another one is called. */
    private String reference(int person) {
        return "r%s-%d-".formatted(own, person);
    }

    /** Returns while some of the round is told and most of it is not. */
    private void awaitSomeOf(List<Recipient> people, int round) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> IntStream.range(0, people.size())
                        .anyMatch(n -> people.get(n)
                                .mails("%s%d-".formatted(reference(n), round))
                                .findAny()
                                .isPresent()));
    }
}
