package io.aman.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.aman.gateway.quota.QuotaProperties.WhenAway;
import io.aman.gateway.quota.Verdict.Outcome;
import io.aman.platform.security.Limits;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Several gateways over one storage. */
class QuotasTest {

    private static final String DATABASE = EmbeddedMongo.freshDatabase("quotas");
    private static final MongoTemplate STORED = EmbeddedMongo.template(DATABASE);
    private static MongoClient mongo;

    private final MutableClock clock = MutableClock.at("2026-11-30T23:59:50Z");
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final String person = "usr_" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        mongo = MongoClients.create(EmbeddedMongo.uri(DATABASE));
    }

    @AfterAll
    static void disconnect() {
        mongo.close();
    }

    private Quotas gateway(WhenAway whenAway) {
        var properties =
                new QuotaProperties(Duration.ofSeconds(5), whenAway, Duration.ofMinutes(10), 1000, Duration.ofHours(1));
        var stored = new Leaving(new MongoLeases(mongo.getDatabase(DATABASE), clock));
        var timed = new TimedLeases(stored, CircuitBreaker.ofDefaults("test"), Duration.ofSeconds(5));
        return new Quotas(timed, properties, Schedulers.parallel(), clock);
    }

    private List<Quotas> gateways(int count) {
        return IntStream.range(0, count).mapToObj(_ -> gateway(WhenAway.REFUSE)).toList();
    }

    private final class Leaving implements Leases {

        private final Leases stored;

        Leaving(Leases stored) {
            this.stored = stored;
        }

        @Override
        public Mono<Lease> take(String subject, Period period, long quota, long wanted) {
            return isAway.get() ? away() : stored.take(subject, period, quota, wanted);
        }

        @Override
        public Mono<Void> giveBack(String subject, Period period, long units) {
            return isAway.get() ? away() : stored.giveBack(subject, period, units);
        }

        @Override
        public Mono<Long> taken(String subject, Period period) {
            return isAway.get() ? away() : stored.taken(subject, period);
        }

        @Override
        public Mono<Void> forgetOld() {
            return stored.forgetOld();
        }

        private static <T> Mono<T> away() {
            return Mono.error(new IllegalStateException("away"));
        }
    }

    private static Limits daily(long quota) {
        return new Limits(0, 0, 0, quota, 0);
    }

    private static Limits monthly(long quota) {
        return new Limits(0, 0, 0, 0, quota);
    }

    private Outcome call(Quotas gateway, Limits limits) {
        return gateway.take(person, limits).block().outcome();
    }

    private long admittedOf(int calls, Quotas gateway, Limits limits) {
        return IntStream.range(0, calls)
                .filter(_ -> call(gateway, limits) == Outcome.ADMITTED)
                .count();
    }

    private long taken(String period) {
        var document = STORED.findById(person + " " + period, Document.class, MongoLeases.COLLECTION);
        return document == null ? 0 : document.getLong("taken");
    }

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
