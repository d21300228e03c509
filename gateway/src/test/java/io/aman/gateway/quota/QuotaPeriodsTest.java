package io.aman.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.quota.QuotaProperties.WhenAway;
import io.aman.gateway.quota.Verdict.Outcome;
import io.aman.platform.security.Limits;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the days and months of a quota begin, and what of them is kept. */
class QuotaPeriodsTest extends SharedQuotas {

    /** Case 56. */
    @Test
    void gatewaysThatRaceOverTheMonthsBoundaryNeverExceedEitherMonth() throws Exception {
        var gateways = gateways(3);
        var limits = monthly(200);
        var admitted = AtOnce.run(13, n -> {
            if (n == 0) {
                while (taken("2026-11") < 100) {
                    Thread.onSpinWait();
                }
                clock.set(Instant.parse("2026-12-01T00:00:00Z"));
                return 0L;
            }
            return admittedOf(60, gateways.get(n % 3), limits);
        });

        assertThat(taken("2026-11")).isBetween(100L, 200L);
        assertThat(taken("2026-12")).isBetween(1L, 200L);
        assertThat(admitted.stream().mapToLong(n -> n).sum()).isLessThanOrEqualTo(taken("2026-11") + taken("2026-12"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T23:59:59.999Z, 2026-11-25, 2026-11-26T00:00:00Z, 2026-11, 2026-12-01T00:00:00Z",
        "2026-11-26T00:00:00Z, 2026-11-26, 2026-11-27T00:00:00Z, 2026-11, 2026-12-01T00:00:00Z",
        "2028-02-29T12:00:00Z, 2028-02-29, 2028-03-01T00:00:00Z, 2028-02, 2028-03-01T00:00:00Z",
        "2026-12-31T23:30:00Z, 2026-12-31, 2027-01-01T00:00:00Z, 2026-12, 2027-01-01T00:00:00Z",
        // as clocks go back in Berlin, and forward in New York
        "2026-10-25T00:30:00Z, 2026-10-25, 2026-10-26T00:00:00Z, 2026-10, 2026-11-01T00:00:00Z",
        "2026-03-08T07:00:00Z, 2026-03-08, 2026-03-09T00:00:00Z, 2026-03, 2026-04-01T00:00:00Z"
    })
    void periodsAreOfUtcWhateverTheZoneOfTheMachine(
            Instant now, String day, Instant dayEnds, String month, Instant monthEnds) {
        clock.set(now);
        for (var zone : List.of("UTC", "Europe/Berlin", "Pacific/Auckland", "America/New_York")) {
            var instant = clock.withZone(ZoneId.of(zone)).instant();
            assertThat(Period.at(Period.Unit.DAY, instant)).isEqualTo(new Period(Period.Unit.DAY, day, dayEnds));
            assertThat(Period.at(Period.Unit.MONTH, instant))
                    .isEqualTo(new Period(Period.Unit.MONTH, month, monthEnds));
        }
    }

    @Test
    void aRefusalSaysWhenThePeriodEndsAndTheNextOneBegins() {
        var gateway = gateway(WhenAway.REFUSE);
        assertThat(admittedOf(4, gateway, daily(3))).isEqualTo(3);
        var refused = gateway.take(person, daily(3)).block();
        assertThat(refused.outcome()).isEqualTo(Outcome.EXCEEDED);
        assertThat(refused.retryAfterSeconds()).isEqualTo(10);
        assertThat(refused.state()).isEqualTo("\"day\";r=0;t=10");

        clock.advance(Duration.ofSeconds(10));
        var admitted = gateway.take(person, daily(3)).block();
        assertThat(admitted.outcome()).isEqualTo(Outcome.ADMITTED);
        assertThat(admitted.state()).isEqualTo("\"day\";r=2;t=86400");
    }

    @Test
    void whatTheMonthRefusesCostsNothingOfTheDay() {
        var gateway = gateway(WhenAway.REFUSE);
        var limits = new Limits(0, 0, 0, 10, 3);
        assertThat(admittedOf(8, gateway, limits)).isEqualTo(3);

        var standings = gateway.standings(person, limits).block();
        assertThat(standings)
                .containsExactly(
                        new Standing("day", 10, 3, 7, Instant.parse("2026-12-01T00:00:00Z")),
                        new Standing("month", 3, 3, 0, Instant.parse("2026-12-01T00:00:00Z")));
    }

    @Test
    void periodsThatEndedLongAgoAreForgotten() {
        var leases = new MongoLeases(mongo.getDatabase(DATABASE), clock);
        var gateway = gateway(WhenAway.REFUSE);
        assertThat(call(gateway, new Limits(0, 0, 0, 5, 5))).isEqualTo(Outcome.ADMITTED);

        clock.advance(Duration.ofDays(7));
        leases.forgetOld().block();
        assertThat(taken("2026-11-30")).isOne();
        clock.advance(Duration.ofSeconds(11));
        leases.forgetOld().block();
        assertThat(taken("2026-11-30")).isZero();
        assertThat(taken("2026-11")).isZero();
    }
}
