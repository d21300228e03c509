package io.aman.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.template.Category;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who comes first: events before messages, and codes before receipts. */
class PrecedenceTest {

    private static final Duration LATE = Duration.ofMillis(100);

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Precedence precedence = new Precedence(
            DeliveryFixtures.bound(
                    "notification.delivery",
                    DeliveryProperties.class,
                    Map.of(
                            "notification.delivery.yields-after", "100ms",
                            "notification.delivery.longest-yield", "20ms")),
            clock);

    @Test
    void messagesGoWhileEventsAreHandledInTime() {
        precedence.handling(clock.instant().minus(LATE));

        assertThat(precedence.isLate()).isFalse();
    }

    @Test
    void messagesWaitAsLongAsEventsAreHandledLate() {
        precedence.handling(clock.instant().minus(LATE).minusMillis(1));
        assertThat(precedence.isLate()).isTrue();

        clock.advance(LATE.minusMillis(1));
        assertThat(precedence.isLate()).isTrue();

        clock.advance(Duration.ofMillis(1));
        assertThat(precedence.isLate()).isFalse();
    }

    @Test
    void messagesGoInTheEndHoweverLateEventsAre() {
        precedence.handling(clock.instant().minus(Duration.ofHours(1)));

        precedence.awaitEvents(); // by a clock that stands still

        assertThat(precedence.isLate()).isTrue();
    }

    @Test
    void aCodeDoesNotWaitBehindReceiptsAndNothingGoesBeforeItsTime() {
        var queue = new MongoDeliveries(
                EmbeddedMongo.template(EmbeddedMongo.freshDatabase("precedence")), DeliveryFixtures.SEALED);
        queue.add(delivery("receipt", Category.PAYMENTS, null), clock.instant());
        clock.advance(Duration.ofMinutes(1));
        queue.add(delivery("code", Category.SECURITY, null), clock.instant());
        queue.add(delivery("later", Category.SECURITY, clock.instant().plusSeconds(1)), clock.instant());

        var order = new ArrayList<String>();
        for (var claim = queue.claim(clock.instant(), LATE.multipliedBy(600));
                claim.isPresent();
                claim = queue.claim(clock.instant(), LATE.multipliedBy(600))) {
            order.add(claim.get().delivery().userId());
        }

        assertThat(order).containsExactly("usr_code", "usr_receipt");
    }

    private static Delivery delivery(String intent, Category category, @Nullable Instant notBefore) {
        var plain = DeliveryFixtures.delivery(intent);
        return new Delivery(
                plain.id(),
                plain.channel(),
                plain.userId(),
                plain.type(),
                category,
                plain.eventId(),
                plain.to(),
                plain.message(),
                null,
                null,
                notBefore,
                null);
    }
}
