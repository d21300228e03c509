package io.aman.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.template.Category;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody else is asked while a message may have gone out, unless it may come twice. */
class FailoverDoubtTest extends TwoProviders {

    private static final Duration LEASE = Duration.ofSeconds(60);

    @Test
    void nobodyElseIsAskedWhileTheFirstMayHaveSentIt() {
        answers.put("first", () -> new Unknown("sms-no-answer"));
        add("a", Category.PAYMENTS);
        add("b", Category.ACCOUNT);

        for (int i = 0; i < 10; i++) {
            deliverAll();
            clock.advance(Duration.ofMinutes(10));
        }

        assertThat(asked).containsExactly("first", "first");
        assertThat(known("a").reason()).isEqualTo("sent-in-doubt:sms-no-answer");
    }

    @Test
    void whatMayComeTwiceIsTriedAtTheOther() {
        answers.put("first", () -> new Unknown("sms-no-answer"));
        add("a", Category.SECURITY);

        deliverAll();

        assertThat(asked).containsExactly("first", "second");
        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void aDoubtOutlivesWhatTheOtherSays() {
        answers.put("first", () -> new Unknown("sms-no-answer"));
        answers.put("second", () -> new Unavailable("sms-503"));
        add("a", Category.SECURITY);

        deliverAll();
        clock.advance(Duration.ofMinutes(10));
        deliverAll();

        assertThat(asked).containsExactly("first", "second", "first", "second");
        assertThat(known("a").reason()).isEqualTo("sent-in-doubt:sms-no-answer");
    }

    @Test
    void whoDiesWhileAskingTheOtherLeavesTheDoubtThere() {
        channels = channels(Map.of(), true);
        answers.put("first", () -> new Unavailable("smtp-421"));
        answers.put("second", () -> {
            throw new Crash();
        });
        add("a", Category.PAYMENTS);
        assertThatThrownBy(this::deliverAll).isInstanceOf(Crash.class);
        answers.clear();
        answers.put("second", () -> new Unavailable("smtp-421"));

        clock.advance(LEASE);
        deliverAll();
        clock.advance(Duration.ofMinutes(10));
        answers.clear();
        deliverAll();

        assertThat(asked).containsExactly("first", "second", "second", "second");
        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void whoDiesWhileAskingTheFirstLeavesTheDoubtThereToo() {
        channels = channels(Map.of(), true);
        answers.put("first", () -> {
            throw new Crash();
        });
        add("a", Category.PAYMENTS);
        assertThatThrownBy(this::deliverAll).isInstanceOf(Crash.class);
        answers.put("first", () -> new Unavailable("smtp-421"));

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(10));
            deliverAll();
        }

        assertThat(asked).containsOnly("first").hasSizeGreaterThan(2);
    }
}
