package io.aman.security.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.ClientFacts;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import io.aman.platform.event.EventRecords;
import io.aman.security.Faults;
import io.aman.security.SecurityTest;
import io.aman.security.lockout.Lockouts;
import io.aman.testing.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** The process is killed right before and right after each command to the database, and its batch comes again. */
class CrashTest extends SecurityTest {

    private static final int NEVER = -1;
    private static final int ATTEMPTS = 14;
    private static final String HOSTING = "71.160.223.";

    @Autowired
    private LoginListener listener;

    @Autowired
    private Faults faults;

    @Autowired
    private Lockouts lockouts;

    @Autowired
    private MongoTemplate mongo;

    /** All that is kept of one attack, without what its runs differ in. */
    private record Kept(List<String> attempts, List<Integer> profile, int tries, List<String> alerts, int reserved) {}

    /** One attack: an owner at home, twelve failures from elsewhere, and a success from a data centre. */
    private final class Attack {

        private final String user;
        private final Instant begin;
        private final String address;
        private final String hosting;
        private int steps;

        Attack(int number) {
            this.user = "usr_%d_%s".formatted(number, own);
            this.begin = clock.instant().minus(Duration.ofMinutes(50)).plusSeconds(25L * number);
            this.address = "198.18.%d.%d".formatted(100 + number, Math.floorMod(own.hashCode(), 250));
            this.hosting = HOSTING + (10 + number); // one that all used would be stuffing
            IntStream.range(0, 5).forEach(_ -> lockouts.reserve(user, address));
        }

        Kept killedAt(int step) {
            var events = IntStream.range(0, ATTEMPTS).mapToObj(this::event).toList();
            tell(events.subList(0, 6), step);
            tell(events.subList(6, ATTEMPTS), step - steps);
            return kept();
        }

        private void tell(List<ConsumerRecord<String, byte[]>> batch, int step) {
            try {
                steps += faults.during(step, () -> listener.on(batch));
            } catch (Faults.Killed _) {
                steps += step;
                listener.on(batch);
            }
        }

        private ConsumerRecord<String, byte[]> event(int number) {
            var at = begin.plusSeconds(number);
            var id = "%s-%d".formatted(user, number);
            return message(new EventEnvelope<>(
                    id,
                    "/session-service",
                    user,
                    at,
                    number == 0 || number == ATTEMPTS - 1
                            ? succeeded(number == 0 ? "203.0.113.7" : hosting, at)
                            : new LoginEvent.Failed("att_1", user, user, "bad-credentials", address, "Firefox", at)));
        }

        private LoginEvent succeeded(String from, Instant at) {
            var client = new ClientFacts("DESKTOP", "Firefox 140", "Linux", null, null);
            return new LoginEvent.Succeeded("att_1", user, user, "ses_1", from, "Firefox", at, client);
        }

        private Kept kept() {
            var profile = find("profiles", Criteria.where("_id").is(user)).getFirst();
            return new Kept(
                    find("attempts", Criteria.where("userId").is(user)).stream()
                            .map(attempt ->
                                    attempt.get("at", Date.class).toInstant().getEpochSecond() - begin.getEpochSecond()
                                            + " " + kinds(attempt))
                            .sorted()
                            .toList(),
                    List.of(size(profile, "failureLines"), size(profile, "visitLines"), size(profile, "toldLines")),
                    size(find("sources", Criteria.where("_id").is(address)).getFirst(), "tryLines"),
                    find("alerts", Criteria.where("userId").is(user)).stream()
                            .map(alert ->
                                    alert.getString("kind") + " " + alert.get("count") + " " + size(alert, "causes"))
                            .sorted()
                            .toList(),
                    size(
                            find("counters", Criteria.where("_id").is("account:" + user))
                                    .getFirst(),
                            "grants"));
        }
    }

    @Test
    void whereverItIsKilledNothingIsForgottenAndNothingCountsOrIsToldTwice() {
        var attacks = new ArrayList<Attack>();
        attacks.add(new Attack(0));
        var whole = attacks.getFirst().killedAt(NEVER);
        assertThat(whole.profile()).containsExactly(12, 2, ATTEMPTS);
        assertThat(whole.tries()).isEqualTo(12);
        assertThat(whole.alerts()).containsExactly("brute-force 3 3");
        assertThat(whole.attempts()).hasSize(ATTEMPTS).anyMatch(attempt -> attempt.contains("FAILURES_THEN_SUCCESS"));
        assertThat(whole.reserved()).isEqualTo(5); // later than what is told here

        for (int step = 1; step <= attacks.getFirst().steps; step++) {
            attacks.add(new Attack(step));
            assertThat(attacks.getLast().killedAt(step))
                    .as("killed at step %d", step)
                    .isEqualTo(whole);
        }
        System.out.printf("crash: killed at %d steps%n", attacks.getFirst().steps);
        await().until(() -> told(attacks).values().stream().mapToInt(List::size).sum() >= 2 * attacks.size());
        assertThat(told(attacks).values())
                .hasSize(attacks.size())
                .allSatisfy(told -> assertThat(told).containsExactlyInAnyOrder("OwnerTold", "brute-force"));
    }

    /** What was told of each one. */
    private static Map<String, List<String>> told(List<Attack> attacks) {
        var users = attacks.stream().map(attack -> attack.user).collect(Collectors.toSet());
        var told = new HashMap<String, List<String>>();
        for (var message : EmbeddedKafka.records(Topics.SECURITY)) {
            switch (EventRecords.read(message).orElseThrow().data()) {
                case SecurityEvent.OwnerTold e ->
                    told.computeIfAbsent(e.userId(), _ -> new ArrayList<>()).add("OwnerTold");
                case SecurityEvent.AlertRaised e
                when e.userId() != null ->
                    told.computeIfAbsent(e.userId(), _ -> new ArrayList<>()).add(e.kind());
                default -> {}
            }
        }
        told.keySet().retainAll(users);
        return told;
    }

    private List<Document> find(String collection, Criteria which) {
        return mongo.find(Query.query(which), Document.class, collection);
    }

    private static int size(Document document, String list) {
        return document.getList(list, Object.class).size();
    }

    private static String kinds(Document attempt) {
        return attempt.getList("signals", Document.class).stream()
                .map(signal -> signal.getString("kind"))
                .toList()
                .toString();
    }

    private static ConsumerRecord<String, byte[]> message(EventEnvelope<? extends DomainEvent> event) {
        var sent = EventRecords.of(Topics.LOGINS, event);
        var message = new ConsumerRecord<>(Topics.LOGINS, 0, 0, sent.key(), sent.value());
        sent.headers().forEach(message.headers()::add);
        return message;
    }
}
