package io.aman.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.quota.QuotaProperties.WhenAway;
import io.aman.gateway.quota.Verdict.Outcome;
import io.aman.platform.security.Limits;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What several gateways together let through of a quota. */
class QuotasTest extends SharedQuotas {

    /** Case 56. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 100, 450, 3000})
    void gatewaysThatRaceForTheLastUnitNeverLetThroughMoreThanTheQuota(long quota) throws Exception {
        var gateways = gateways(5);
        var calls = (int) (quota / 10 + 20);
        var admitted = AtOnce.run(20, n -> admittedOf(calls, gateways.get(n % 5), daily(quota)));
        var total = admitted.stream().mapToLong(n -> n).sum();
        assertThat(total).isLessThanOrEqualTo(quota);

        // what one had leased is of use to the others once it is given back
        gateways.subList(1, 5).forEach(Quotas::stop);
        clock.advance(Duration.ofSeconds(2));
        total += admittedOf((int) quota + 10, gateways.getFirst(), daily(quota));
        assertThat(total).isEqualTo(quota);
        assertThat(taken("2026-11-30")).isEqualTo(quota);
    }

    @Test
    void aGatewayThatComesLateGetsWhatIsLeftAndNoMore() {
        var first = gateway(WhenAway.REFUSE);
        assertThat(admittedOf(995, first, daily(1000))).isEqualTo(995);
        first.stop();

        assertThat(admittedOf(100, gateway(WhenAway.REFUSE), daily(1000))).isEqualTo(5);
        assertThat(taken("2026-11-30")).isEqualTo(1000);
    }

    @Test
    void aStandingLeavesOutWhatThisGatewayHasLeasedAndNotUsed() {
        var gateway = gateway(WhenAway.REFUSE);
        assertThat(admittedOf(5, gateway, daily(1000))).isEqualTo(5);

        assertThat(taken("2026-11-30")).isEqualTo(10);
        assertThat(gateway.standings(person, daily(1000)).block())
                .containsExactly(new Standing("day", 1000, 5, 995, Instant.parse("2026-12-01T00:00:00Z")));
        gateway.stop();
        assertThat(taken("2026-11-30")).isEqualTo(5);
    }

    @Test
    void aQuotaThatWasLoweredHoldsForWhatWasLeasedOfTheLargerOne() {
        var gateways = gateways(2);
        var total = admittedOf(5, gateways.get(0), daily(10_000));
        total += admittedOf(5, gateways.get(1), daily(10_000));
        for (var gateway : gateways) {
            total += admittedOf(300, gateway, daily(30));
            clock.advance(Duration.ofSeconds(1));
        }
        total += admittedOf(300, gateways.getFirst(), daily(30));

        assertThat(total).isEqualTo(30);
    }

    @Test
    void aQuotaThatWasRaisedIsThereAtOnce() {
        var gateway = gateway(WhenAway.REFUSE);
        assertThat(admittedOf(4, gateway, daily(3))).isEqualTo(3);

        assertThat(admittedOf(4, gateway, daily(5))).isEqualTo(2);
    }

    @Test
    void whileTheStorageIsAwayWhatWasLeasedGoesOnAndTheRestIsRefused() {
        var gateway = gateway(WhenAway.REFUSE);
        assertThat(call(gateway, daily(1000))).isEqualTo(Outcome.ADMITTED);
        isAway.set(true);

        assertThat(admittedOf(50, gateway, daily(1000))).isEqualTo(9);
        assertThat(call(gateway, daily(1000))).isEqualTo(Outcome.UNKNOWN);
        assertThat(gateway.known()).isZero();
        assertThat(call(gateway, Limits.NONE)).isEqualTo(Outcome.ADMITTED);

        isAway.set(false);
        assertThat(call(gateway, daily(1000))).isEqualTo(Outcome.ADMITTED);
        assertThat(gateway.known()).isOne();
    }

    @Test
    void whereThatIsChosenRequestsGoOnWhileTheStorageIsAway() {
        isAway.set(true);

        assertThat(call(gateway(WhenAway.ADMIT), daily(1))).isEqualTo(Outcome.ADMITTED);
    }

    @Test
    void aCrashLosesWhatWasLeasedAndNeverGivesMore() {
        var crashed = gateway(WhenAway.REFUSE);
        assertThat(call(crashed, daily(1000))).isEqualTo(Outcome.ADMITTED);
        var another = gateway(WhenAway.REFUSE);

        assertThat(admittedOf(1000, another, daily(1000))).isEqualTo(990);
    }

    @Test
    void aThousandRequestsAskTheStorageAFewTimes() {
        var asked = new ArrayList<Long>();
        var counting = new Leases() {
            @Override
            public Mono<Lease> take(String subject, Period period, long quota, long wanted) {
                asked.add(wanted);
                return Mono.just(
                        new Lease(wanted, asked.stream().mapToLong(n -> n).sum()));
            }

            @Override
            public Mono<Void> giveBack(String subject, Period period, long units) {
                return Mono.empty();
            }

            @Override
            public Mono<Long> taken(String subject, Period period) {
                return Mono.just(0L);
            }

            @Override
            public Mono<Void> forgetOld() {
                return Mono.empty();
            }
        };
        var properties = new QuotaProperties(
                Duration.ofSeconds(5), WhenAway.REFUSE, Duration.ofMinutes(10), 1000, Duration.ofHours(1));
        var gateway = new Quotas(counting, properties, Schedulers.immediate(), clock);

        assertThat(admittedOf(1000, gateway, daily(1_000_000))).isEqualTo(1000);
        assertThat(asked).hasSizeBetween(10, 11);
    }
}
