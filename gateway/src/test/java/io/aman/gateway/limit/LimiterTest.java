package io.aman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.security.Limits;
import io.aman.testing.AtOnce;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimiterTest {

    private static final Limits PERSON = new Limits(5, 20, 3, 0, 0);
    private static final Limits ADDRESS = new Limits(4, 8, 100, 0, 0);

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00.400Z");
    private final Limiter limiter = LimiterFixture.limiter(PERSON, ADDRESS, clock);

    private Decision ask(String id, Limits claimed) {
        return limiter.person(id, claimed, "payments").block();
    }

    /** Asks and is answered at once. */
    private Outcome call(String id, Limits claimed) {
        var decision = ask(id, claimed);
        decision.leave();
        return decision.outcome();
    }

    private Outcome call(String id) {
        return call(id, null);
    }

    private Outcome callFrom(Scope scope, String address) {
        var decision = limiter.address(scope, address, "sign-in").block();
        decision.leave();
        return decision.outcome();
    }

    private long admittedOf(int calls, String id) {
        return IntStream.range(0, calls)
                .filter(_ -> call(id) == Outcome.ADMITTED)
                .count();
    }

    @Test
    void aBurstIsASecondsWorthAndRefillsByTheSecond() {
        assertThat(admittedOf(6, "usr_1")).isEqualTo(5);
        assertThat(call("usr_1")).isEqualTo(Outcome.BURST);

        clock.advance(Duration.ofMillis(200));
        assertThat(admittedOf(3, "usr_1")).isEqualTo(1);
    }

    /** Case 55. */
    @Test
    void oneMoreThanTheLimitOfAMinuteIsRefusedWhereverTheMinuteBegins() {
        for (var second = 0; second < 4; second++) {
            assertThat(admittedOf(5, "usr_1")).isEqualTo(5);
            clock.advance(Duration.ofSeconds(1));
        }
        var refused = ask("usr_1", null);
        assertThat(refused.outcome()).isEqualTo(Outcome.MINUTE);
        assertThat(refused.state()).isEqualTo("\"minute\";r=0;t=57");
        assertThat(refused.policy()).isEqualTo("\"burst\";q=5;w=1, \"minute\";q=20;w=60");

        clock.advance(Duration.ofSeconds(56));
        assertThat(call("usr_1")).isEqualTo(Outcome.MINUTE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admittedOf(6, "usr_1")).isEqualTo(5);
        assertThat(call("usr_1")).isEqualTo(Outcome.MINUTE);
    }

    @Test
    void noMoreThanSoManyAreUnderWayAndOneThatEndsMakesRoomOnce() {
        var underWay = Stream.generate(() -> ask("usr_1", null)).limit(3).toList();
        assertThat(call("usr_1")).isEqualTo(Outcome.CONCURRENCY);

        underWay.getFirst().leave();
        underWay.getFirst().leave();
        var next = ask("usr_1", null);
        assertThat(next.isAdmitted()).isTrue();
        assertThat(call("usr_1")).isEqualTo(Outcome.CONCURRENCY);
    }

    @Test
    void peopleDoNotCountForEachOtherAndIdsThatDifferInCaseAreDifferentPeople() {
        assertThat(admittedOf(6, "usr_a")).isEqualTo(5);
        assertThat(admittedOf(6, "usr_A")).isEqualTo(5);
        assertThat(call("usr_a")).isEqualTo(Outcome.BURST);
    }

    @Test
    void anotherTokenOfTheSamePersonHasNoLimitsOfItsOwn() {
        assertThat(admittedOf(5, "usr_1")).isEqualTo(5);
        var other = new Limits(5, 20, 3, 1000, 0);

        assertThat(call("usr_1", other)).isEqualTo(Outcome.BURST);
        // half of a smaller bucket is as empty as half of a larger one
        assertThat(call("usr_1", new Limits(10, 0, 0, 0, 0))).isEqualTo(Outcome.BURST);
        clock.advance(Duration.ofSeconds(3));
        IntStream.range(0, 15).forEach(n -> {
            clock.advance(Duration.ofMillis(200));
            assertThat(call("usr_1", n % 2 == 0 ? other : null)).isEqualTo(Outcome.ADMITTED);
        });
        assertThat(call("usr_1", other)).isEqualTo(Outcome.MINUTE);
        assertThat(call("usr_1")).isEqualTo(Outcome.MINUTE);
    }

    @Test
    void whatATokenSaysWinsAndWhereItSaysNothingTheDefaultsDo() {
        var claimed = new Limits(0, 3, 0, 0, 0);
        assertThat(IntStream.range(0, 5).filter(_ -> call("usr_1", claimed) == Outcome.ADMITTED))
                .hasSize(3);
        assertThat(ask("usr_1", claimed).policy()).isEqualTo("\"burst\";q=5;w=1, \"minute\";q=3;w=60");
    }

    @Test
    void howeverParallelNoMoreThanTheLimitGetsThrough() throws Exception {
        var wide = LimiterFixture.limiter(new Limits(1000, 1000, 5000, 0, 0), ADDRESS, clock);
        var admitted = AtOnce.run(
                64,
                _ -> IntStream.range(0, 50)
                        .filter(_ ->
                                wide.person("usr_1", null, "payments").block().isAdmitted())
                        .count());

        assertThat(admitted.stream().mapToLong(n -> n).sum()).isEqualTo(1000);
    }

    @Test
    void aRouteThatIsToBeClosedAndIsNoneStopsTheStart() {
        var properties = LimiterFixture.shared(
                LimiterFixture.properties(PERSON, ADDRESS), "redis://127.0.0.1:1", Duration.ofSeconds(1), "sign-inn");
        var misspelt = LimiterFixture.limiter(properties, clock, null, new SimpleMeterRegistry());

        assertThatThrownBy(() -> misspelt.requireKnown(List.of("sign-in", "payments")))
                .isInstanceOf(IllegalStateException.class);
        limiter.requireKnown(List.of("sign-in"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, false",
        "192.0.2.7, 192.0.2.8, true",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, false",
        "2001:db8:1:2::1, 2001:db8:1:3::1, true",
        "::ffff:192.0.2.7, 192.0.2.7, false",
        "fe80::1%eth0, fe80::2%eth1, false"
    })
    void anAddressIsCountedAsItselfOrAsItsNetwork(String first, String second, boolean areApart) {
        IntStream.range(0, 4)
                .forEach(_ -> assertThat(callFrom(Scope.SIGN_IN, first)).isEqualTo(Outcome.ADMITTED));

        assertThat(callFrom(Scope.SIGN_IN, second)).isEqualTo(areApart ? Outcome.ADMITTED : Outcome.BURST);
        assertThat(callFrom(Scope.WEBHOOK, first)).isEqualTo(Outcome.ADMITTED);
        assertThat(call(first)).isEqualTo(Outcome.ADMITTED);
    }
}
