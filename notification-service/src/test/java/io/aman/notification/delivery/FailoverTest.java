package io.aman.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.template.Category;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is asked, and who is left alone. */
class FailoverTest extends TwoProviders {

    @Test
    void theFirstIsAskedAndItsReferenceKept() {
        answers.put("first", () -> new Sent("ref-1"));
        add("a", Category.PAYMENTS);

        deliverAll();

        assertThat(asked).containsExactly("first");
        var known = known("a");
        assertThat(known.state()).isEqualTo(DeliveryState.SENT);
        assertThat(known.sends()).singleElement().satisfies(send -> {
            assertThat(send.provider()).isEqualTo("first");
            assertThat(send.reference()).isEqualTo("ref-1");
        });
    }

    @Test
    void theOtherIsAskedWhereTheFirstCertainlyTookNothing() {
        answers.put("first", () -> new Unavailable("sms-429"));
        add("a", Category.PAYMENTS);

        deliverAll();

        assertThat(asked).containsExactly("first", "second");
        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void configurationSaysWhoIsFirst() {
        channels = channels(Map.of("notification.failover.order.sms", "second,first"));
        add("a", Category.PAYMENTS);

        deliverAll();

        assertThat(asked).containsExactly("second");
        assertThatThrownBy(() -> channels(Map.of("notification.failover.order.sms", "third")))
                .hasMessageContaining("notification.failover.order.sms");
    }

    @Test
    void aRefusalIsFinalAndAMessageThatWaitsIsNotTakenElsewhere() {
        answers.put("first", () -> new Refused("sms-21211", true));
        add("a", Category.PAYMENTS);
        deliverAll();
        answers.put("first", () -> new Deferred("whatsapp-131056"));
        add("b", Category.PAYMENTS);
        deliverAll();

        assertThat(asked).containsExactly("first", "first");
        assertThat(known("a").state()).isEqualTo(DeliveryState.BOUNCED);
        assertThat(known("b").state()).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void oneThatFailsIsLeftAloneForAWhile() {
        answers.put("first", () -> new Unavailable("sms-503"));
        for (int i = 0; i < 12; i++) {
            add("m" + i, Category.PAYMENTS);
        }
        deliverAll();
        assertThat(asked.stream().filter("first"::equals)).hasSize(10);
        assertThat(asked.stream().filter("second"::equals)).hasSize(12);
        assertThat(channels.health())
                .filteredOn(health -> health.name().equals("first"))
                .singleElement()
                .satisfies(health -> {
                    assertThat(health.breaker()).isEqualTo(ProviderHealth.Breaker.OPEN);
                    assertThat(health.lastFailure()).isEqualTo("sms-503");
                });

        answers.clear();
        asked.clear();
        clock.advance(Duration.ofSeconds(31));
        add("later", Category.PAYMENTS);
        deliverAll();
        assertThat(asked).containsExactly("first");
    }

    @Test
    void whileAllAreLeftAloneMessagesWait() {
        answers.put("first", () -> new Unavailable("sms-503"));
        answers.put("second", () -> new Unavailable("sms-503"));
        for (int i = 0; i < 11; i++) {
            add("m" + i, Category.PAYMENTS);
        }
        deliverAll();

        assertThat(asked).hasSize(20);
        assertThat(known("m10").reason()).isEqualTo("provider-left-alone");
        assertThat(known("m10").state()).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void aProviderThatAsksToBeLeftAloneIsHeededUpToABound() {
        answers.put("first", () -> new Deferred("sms-1", Duration.ofMinutes(20)));
        add("a", Category.PAYMENTS);
        deliverAll();
        assertThat(known("a").nextAttemptAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(20)));

        answers.put("first", () -> new Deferred("sms-1", Duration.ofDays(300)));
        clock.advance(Duration.ofMinutes(20));
        deliverAll();
        assertThat(known("a").nextAttemptAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    }
}
