package io.aman.payment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Sums by hour against the plain list of events, however the log is read. */
class PaymentHoursLawsTest {

    private static final Instant START = Instant.parse("2026-11-25T08:30:00Z");
    private static final int PARTITIONS = 3;
    private static final List<Instant> HOURS = Hours.between(START, START.plus(Duration.ofHours(4)));

    /** One that is told, maybe twice; a payment's events keep to one partition. */
    record Told(int minute, int partition, Series series, Tally tally, int times) {}

    @Provide
    Arbitrary<List<Told>> told() {
        var series = Combinators.combine(Arbitraries.of("stripe", "knet"), Arbitraries.of("KWD", "JPY"))
                .as((provider, currency) -> new Series(provider, provider + "-kind", currency));
        var tally = Combinators.combine(
                        Arbitraries.of(Counter.class), Arbitraries.longs().between(1, 1_000_000))
                .as((counter, amount) -> Tally.once(Counter.CREATED).with(counter, amount));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 180),
                        Arbitraries.integers().between(0, PARTITIONS - 1),
                        series,
                        tally,
                        Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(1, 2), Tuple.of(1, 3)))
                .as(Told::new)
                .list()
                .ofMaxSize(60);
    }

    /** The topic: each event as often as it was published, later copies anywhere behind the first. */
    private static Map<Integer, List<LoggedEvent>> log(List<Told> told, Random random) {
        Map<Integer, List<Integer>> copies =
                IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toMap(n -> n, _ -> new ArrayList<>()));
        for (int event = 0; event < told.size(); event++) {
            var partition = copies.get(told.get(event).partition());
            partition.add(event);
            for (int copy = 1; copy < told.get(event).times(); copy++) {
                partition.add(
                        partition.lastIndexOf(event)
                                + 1
                                + random.nextInt(partition.size() - partition.lastIndexOf(event)),
                        event);
            }
        }
        return copies.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> IntStream.range(0, entry.getValue().size())
                                .mapToObj(offset -> logged(
                                        entry.getValue().get(offset),
                                        told.get(entry.getValue().get(offset)),
                                        offset * 2L)) // transactions and compaction leave gaps
                                .toList()));
    }

    private static LoggedEvent logged(int number, Told told, long offset) {
        var at = START.plus(Duration.ofMinutes(told.minute()));
        return new LoggedEvent("evt-" + number, told.partition(), offset, at, told.series(), told.tally());
    }

    private static Map<Series, Tally> oracle(List<Told> told) {
        return told.stream().collect(Collectors.toMap(Told::series, Told::tally, Tally::plus));
    }

    private static MongoTemplate database() {
        return EmbeddedMongo.template(EmbeddedMongo.freshDatabase("metrics"));
    }

    /** Reads a partition in batches of any size, and now and then again from a place before, as after a crash. */
    private static void read(MongoPaymentHours hours, int partition, List<LoggedEvent> log, Random random) {
        int next = 0;
        int crashes = 5;
        while (next < log.size()) {
            var end = next + 1 + random.nextInt(log.size() - next);
            hours.add(partition, log.subList(next, end));
            next = crashes-- > 0 && random.nextBoolean() ? random.nextInt(end) : end;
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void anySplitAndAnyRedeliveryAddsUpToThePlainList(@ForAll("told") List<Told> told, @ForAll Random random) {
        var hours = new MongoPaymentHours(database());
        log(told, random).forEach((partition, log) -> read(hours, partition, log, random));
        assertThat(hours.sums(HOURS)).isEqualTo(oracle(told));
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void consumersThatBelieveToOwnTheSamePartitionsCountOnce(@ForAll("told") List<Told> told, @ForAll Random random)
            throws Exception {
        var database = database();
        var log = log(told, random);
        AtOnce.run(6, consumer -> {
            var own = new Random(consumer);
            var hours = new MongoPaymentHours(database);
            log.forEach((partition, events) -> read(hours, partition, events, own));
            return consumer;
        });
        assertThat(new MongoPaymentHours(database).sums(HOURS)).isEqualTo(oracle(told));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void hoursAddUpToTheirWindow(@ForAll("told") List<Told> told, @ForAll Random random) {
        var hours = new MongoPaymentHours(database());
        log(told, random).forEach((partition, log) -> read(hours, partition, log, random));
        for (var hour : HOURS) {
            var ofHour = told.stream()
                    .filter(event -> Hours.of(START.plus(Duration.ofMinutes(event.minute())))
                            .equals(hour))
                    .toList();
            assertThat(hours.sums(List.of(hour))).isEqualTo(oracle(ofHour));
        }
    }

    private static LoggedEvent event(String id, int partition, long offset, String at) {
        return new LoggedEvent(
                id, partition, offset, Instant.parse(at), new Series("knet", "knet", "KWD"), Tally.once(Counter.PAID));
    }

    @Test
    void anEventThatIsPublishedAgainInAnotherPartitionCountsOnce() {
        var hours = new MongoPaymentHours(database());
        hours.add(0, List.of(event("a", 0, 7, "2026-11-25T10:00:00Z")));
        hours.add(2, List.of(event("a", 2, 1, "2026-11-25T10:00:00Z"), event("b", 2, 2, "2026-11-25T10:00:00Z")));
        assertThat(hours.sums(
                        Hours.between(Instant.parse("2026-11-25T10:00:00Z"), Instant.parse("2026-11-25T10:00:00Z"))))
                .hasEntrySatisfying(
                        new Series("knet", "knet", "KWD"),
                        tally -> assertThat(tally.get(Counter.PAID)).isEqualTo(2));
    }

    @Test
    void whatIsTooOldIsForgottenAndNothingElse() {
        var database = database();
        var hours = new MongoPaymentHours(database);
        hours.add(
                0,
                List.of(
                        event("a", 0, 1, "2026-11-25T08:59:59Z"),
                        event("b", 0, 2, "2026-11-25T09:00:00Z"),
                        event("c", 0, 3, "2026-11-25T10:00:00Z")));
        hours.forget(Instant.parse("2026-11-25T09:30:00Z"), Instant.parse("2026-11-25T10:15:00Z"));
        assertThat(hours.sums(HOURS).values())
                .extracting(tally -> tally.get(Counter.PAID))
                .containsExactly(2L);
        assertThat(database.findAll(Document.class, MongoPaymentHours.PLACES))
                .extracting(place -> place.getString("_id"))
                .containsExactly("2026-11-25T10:00:00Z|c");
    }
}
