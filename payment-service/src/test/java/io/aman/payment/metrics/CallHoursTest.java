package io.aman.payment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.ProviderCall;
import io.aman.payment.provider.ProviderCall.Operation;
import io.aman.payment.provider.ProviderCall.Outcome;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class CallHoursTest {

    private static final CallSeries CAPTURES = new CallSeries("stripe", Operation.CAPTURE);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("calls"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:59:59Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Run one = new Run("run_1");
    private final Run other = new Run("run_2");

    /** A process from its start to its end. */
    private final class Run {

        private final CallRecorder recorder = new CallRecorder(meters, clock);
        private final MongoCallHours hours;
        private final Upkeep upkeep;

        Run(String id) {
            hours = new MongoCallHours(mongo, id);
            upkeep = new Upkeep(
                    recorder,
                    hours,
                    new MongoPaymentHours(mongo),
                    new MetricsProperties(Duration.ofHours(1), Duration.ofDays(90), Duration.ofDays(14)),
                    clock);
        }

        void call(Outcome outcome, long millis) {
            recorder.ended(new ProviderCall("stripe", Operation.CAPTURE, outcome, Duration.ofMillis(millis)));
        }
    }

    private Calls captures() {
        return one.hours.sums(Window.HOUR.hoursUntil(clock.instant())).get(CAPTURES);
    }

    @Test
    void runsAndHoursAddUpHoweverOftenTheyAreStored() {
        one.call(Outcome.ANSWERED, 10);
        other.call(Outcome.UNKNOWN, 4_000);
        one.upkeep.store();
        one.upkeep.store();
        other.upkeep.store();
        clock.advance(Duration.ofSeconds(2));
        one.call(Outcome.ANSWERED, 20);
        one.call(Outcome.HELD_BACK, 0);
        one.upkeep.store();
        one.upkeep.store();
        assertThat(captures().count(Outcome.ANSWERED)).isEqualTo(2);
        assertThat(captures().count(Outcome.UNKNOWN)).isEqualTo(1);
        assertThat(captures().count(Outcome.HELD_BACK)).isEqualTo(1);
        assertThat(captures().latencies().total()).isEqualTo(3);
        assertThat(captures().latencies().percentileMicros(100)).isBetween(4_000_000L, 4_125_000L);
    }

    @Test
    void anHourIsKeptInMemoryUntilNoCallCanEndInItAnyMore() {
        one.call(Outcome.ANSWERED, 10);
        clock.advance(Duration.ofMinutes(3));
        one.upkeep.store();
        assertThat(one.recorder.hours()).hasSize(1);
        clock.advance(Duration.ofMinutes(3));
        one.upkeep.store();
        assertThat(one.recorder.hours()).isEmpty();
        one.upkeep.store();
        assertThat(captures().count(Outcome.ANSWERED)).isEqualTo(1);
    }

    @Test
    void whatIsTooOldIsForgotten() {
        one.call(Outcome.ANSWERED, 10);
        one.upkeep.store();
        clock.advance(Duration.ofDays(89));
        one.upkeep.forget();
        assertThat(mongo.estimatedCount(MongoCallHours.COLLECTION)).isEqualTo(1);
        clock.advance(Duration.ofDays(2));
        one.upkeep.forget();
        assertThat(mongo.estimatedCount(MongoCallHours.COLLECTION)).isZero();
    }

    @Test
    void callsThatEndAtOnceAreAllCounted() throws Exception {
        AtOnce.run(64, n -> {
            one.call(Outcome.ANSWERED, n);
            return n;
        });
        one.upkeep.store();
        assertThat(captures().count(Outcome.ANSWERED)).isEqualTo(64);
        assertThat(captures().latencies().total()).isEqualTo(64);
    }

    @Test
    void timersHaveNoOtherLabelsThanTheFewOfACall() {
        one.call(Outcome.UNKNOWN, 10);
        var timer = meters.get(CallRecorder.TIMER).timer();
        assertThat(timer.getId().getTags().stream().map(Object::toString).collect(Collectors.toSet()))
                .isEqualTo(Set.of("tag(provider=stripe)", "tag(operation=capture)", "tag(outcome=unknown)"));
        assertThat(timer.count()).isEqualTo(1);
    }
}
