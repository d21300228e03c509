package io.aman.security.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.ClientFacts;
import io.aman.events.SecurityEvent;
import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.security.detector.Crowd;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Source;
import io.aman.security.reputation.AddressFacts;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class MongoMemoryTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final AddressFacts KUWAIT =
            new AddressFacts(new Place("KW", null, new Place.Point(29.4, 48, 20)), Anonymity.NONE, Set.of(), false);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("memory"));
    private final MongoProfiles profiles = new MongoProfiles(
            mongo, new Outbox("security-service", Traces.none()), Traces.none(), _ -> {}, Duration.ofDays(400));
    private final MongoSources sources = new MongoSources(mongo);
    private final MongoCrowds crowds = new MongoCrowds(mongo);
    private final MongoMemory memory = new MongoMemory(profiles, sources, crowds);
    private final Observe observe = new Observe(memory, new Detection(Detection::usual));

    @Test
    void whatTheStoreRemembersIsWhatTheHeapRemembers() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var heap = new HeapMemory();
        var other = new Observe(heap, new Detection(Detection::usual));
        var all = new HashMap<String, SignIn>();
        for (int i = 0; i < 120; i++) {
            var signIn = all.computeIfAbsent(
                    "e" + random.nextInt(100), // some come twice
                    id -> signIn(
                            id,
                            random.nextInt(3),
                            random.nextInt(3) > 0,
                            "203.0.113." + random.nextInt(3),
                            NOW.plusSeconds(random.nextInt(4000))));
            assertThat(observe.ended(signIn, KUWAIT)).as("seed %d", seed).isEqualTo(other.ended(signIn, KUWAIT));
        }
        for (int user = 0; user < 3; user++) {
            assertThat(memory.profile("usr_" + user)).as("seed %d", seed).isEqualTo(heap.profile("usr_" + user));
        }
        assertThat(source(memory)).as("seed %d", seed).isEqualTo(source(heap));
    }

    @Test
    void aBatchTeachesWhatItsSignInsTeachOneByOne() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var one = new Observe(new HeapMemory(), new Detection(Detection::usual));
        var all = new ArrayList<SignIn>();
        for (int i = 0; i < 150; i++) {
            all.add(signIn("e" + i, random.nextInt(3), random.nextInt(3) > 0, "203.0.113." + random.nextInt(3), at(i)));
            if (random.nextInt(5) == 0) {
                all.add(all.get(random.nextInt(all.size()))); // some come twice
            }
        }
        for (int from = 0, to; from < all.size(); from = to) {
            to = Math.min(all.size(), from + 1 + random.nextInt(40));
            var batch = all.subList(from, to);
            assertThat(together(batch))
                    .as("seed %d", seed)
                    .isEqualTo(batch.stream()
                            .map(signIn -> one.ended(signIn, KUWAIT))
                            .toList());
        }
    }

    @Test
    void batchesThatAreWrittenAtOnceForgetNothingAndNoticeEachFailureOnce() throws Exception {
        var noticed = AtOnce.run(8, n -> {
            var batch = IntStream.range(0, 30)
                    .mapToObj(i -> signIn("e%d-%d".formatted(n, i), i % 5, false, "203.0.113." + i % 2, NOW))
                    .toList();
            return together(batch).stream().flatMap(List::stream).toList();
        });

        for (int user = 0; user < 5; user++) {
            assertThat(memory.profile("usr_" + user).failures()).hasSize(48);
        }
        assertThat(source(memory).tries()).hasSize(120);
        assertThat(noticed.stream().flatMap(List::stream).filter(signal -> signal.kind() == Kind.BRUTE_FORCE))
                .hasSize(5 * (48 - 9));
    }

    @Test
    void aBatchThatComesAgainInPartsCountsOnceHoweverLarge() {
        var batch = IntStream.range(0, 250)
                .mapToObj(i -> signIn("e" + i, 1, false, "203.0.113.1", at(i)))
                .toList();
        var signals = together(batch);
        var profile = memory.profile("usr_1");

        assertThat(together(batch.subList(0, 100))).isEqualTo(signals.subList(0, 100));
        assertThat(together(batch.subList(100, 250))).isEqualTo(signals.subList(100, 250));
        assertThat(memory.profile("usr_1")).isEqualTo(profile);

        together(List.of(signIn("next", 1, false, "203.0.113.1", at(300)))); // fewer are known to be told from here
        var next = memory.profile("usr_1");
        together(batch);
        assertThat(memory.profile("usr_1").failures()).isEqualTo(next.failures());
    }

    private List<List<Signal>> together(List<SignIn> signIns) {
        return observe
                .ended(signIns.stream()
                        .map(signIn -> new Observe.Ended(signIn, KUWAIT, null, _ -> List.of()))
                        .toList())
                .stream()
                .map(Observe.Observed::signals)
                .toList();
    }

    private static Instant at(int number) {
        return NOW.plusSeconds(number);
    }

    @Test
    void aSignInThatIsToldTwiceAtOnceTeachesAndTellsOnce() throws Exception {
        var signIn = signIn("e1", 1, true, "203.0.113.1", NOW);

        AtOnce.run(8, _ -> told(signIn));

        assertThat(memory.profile("usr_1").visits()).hasSize(1);
        assertThat(source(memory).tries()).hasSize(1);
        assertThat(outbox("usr_1")).hasSize(1);
    }

    @Test
    void failuresThatComeAtOnceAreAllRemembered() throws Exception {
        AtOnce.run(20, n -> observe.ended(signIn("e" + n, 1, false, "203.0.113.1", NOW.plusSeconds(n)), KUWAIT));

        assertThat(memory.profile("usr_1").failures()).hasSize(20);
        assertThat(source(memory).tries()).hasSize(20);
        var next = observe.ended(signIn("last", 1, false, "203.0.113.1", NOW.plusSeconds(60)), KUWAIT);
        assertThat(next).extracting(Signal::kind).containsExactly(Kind.BRUTE_FORCE);
        assertThat(next.getFirst().detail()).isEqualTo("21 failures from 1 addresses");
    }

    @Test
    void aCrashBetweenTheWritesForgetsNothingWhenTheEventComesAgain() {
        for (int i = 0; i < 9; i++) {
            observe.ended(signIn("e" + i, 1, false, "203.0.113.1", NOW.plusSeconds(i)), KUWAIT);
        }
        var tenth = signIn("e9", 1, false, "203.0.113.1", NOW.plusSeconds(9));
        memory.tried(List.of(new Memory.Tried(tenth, KUWAIT, true))); // and here the process was killed

        var signals = observe.ended(tenth, KUWAIT);

        assertThat(signals).extracting(Signal::kind).containsExactly(Kind.BRUTE_FORCE);
        assertThat(observe.ended(tenth, KUWAIT)).isEqualTo(signals);
        assertThat(source(memory).tries()).hasSize(10);
        assertThat(memory.profile("usr_1").failures()).hasSize(10);
    }

    @Test
    void aSampleOfTheCrowdStaysBounded() {
        for (int i = 0; i < 300; i += 100) {
            var hundred = IntStream.range(i, i + 100)
                    .mapToObj(n -> new Memory.Tried(signIn("e" + n, n, false, "203.0.113.1", NOW), KUWAIT, true))
                    .toList();
            crowds.add(hundred);
        }
        assertThat(strangers(NOW)).hasSize(Crowd.MOST);
        assertThat(strangers(NOW.plusSeconds(10))).hasSize(Crowd.MOST);
        assertThat(strangers(NOW.plusSeconds(20))).isEmpty();
    }

    private Set<String> strangers(Instant at) {
        var signIn = signIn("e", 0, false, "203.0.113.1", at);
        return memory.around(signIn, KUWAIT).sight(signIn, KUWAIT, null).crowd().strangers();
    }

    @Test
    void aPersonIsForgottenOnlyWhenAllIsTold() {
        var signIn = signIn("e1", 1, true, "203.0.113.1", NOW);
        told(signIn);
        assertThat(profiles.forget("usr_1")).isFalse();

        mongo.getCollection(MongoProfiles.COLLECTION)
                .updateOne(new Document("_id", "usr_1"), new Document("$set", new Document("outbox", List.of())));
        assertThat(profiles.forget("usr_1")).isTrue();
        assertThat(memory.profile("usr_1").visits()).isEmpty();
    }

    @Test
    void whatIsOldIsPurged() {
        observe.ended(signIn("e1", 1, true, "203.0.113.1", NOW), KUWAIT);
        var later = NOW.plus(Duration.ofDays(401));

        profiles.purge(later);
        sources.purge(later);
        crowds.purge(later);

        for (var collection : List.of(MongoProfiles.COLLECTION, MongoSources.COLLECTION, MongoCrowds.COLLECTION)) {
            assertThat(mongo.getCollection(collection).countDocuments())
                    .as(collection)
                    .isZero();
        }
    }

    private static Source source(Memory memory) {
        return memory.around(signIn("e", 0, false, "203.0.113.1", NOW), KUWAIT)
                .source(signIn("e", 0, false, "203.0.113.1", NOW));
    }

    private List<Signal> told(SignIn signIn) {
        return observe.ended(List.of(new Observe.Ended(signIn, KUWAIT, null, _ -> List.of(owned(signIn)))))
                .getFirst()
                .signals();
    }

    private List<Document> outbox(String userId) {
        var stored = mongo.getCollection(MongoProfiles.COLLECTION)
                .find(new Document("_id", userId))
                .first();
        return stored == null ? List.of() : new ArrayList<>(stored.getList("outbox", Document.class));
    }

    private static SecurityEvent owned(SignIn signIn) {
        return new SecurityEvent.OwnerTold("usr_1", "act_1", List.of("tor"), signIn.address(), null, signIn.at());
    }

    private static SignIn signIn(String id, int user, boolean succeeded, String address, Instant at) {
        return new SignIn(
                id,
                "account-of-%d-key".formatted(user),
                "usr_" + user,
                "ses_1",
                succeeded,
                address,
                null,
                new ClientFacts("DESKTOP", "Firefox 140", "Linux", null, null),
                at,
                false,
                false,
                null);
    }
}
