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
import io.aman.security.reputation.AddressFacts;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class MongoMemoryTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final AddressFacts KUWAIT =
            new AddressFacts(new Place("KW", null, new Place.Point(29.4, 48, 20)), Anonymity.NONE, Set.of(), false);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("memory"));
    private final MongoProfiles profiles =
            new MongoProfiles(mongo, new Outbox("security-service", Traces.none()), _ -> {}, Duration.ofDays(400));
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
        for (int i = 0; i < 120; i++) {
            var signIn = signIn(
                    "e" + random.nextInt(100), // some come twice
                    random.nextInt(3),
                    random.nextInt(3) > 0,
                    "203.0.113." + random.nextInt(3),
                    NOW.plusSeconds(random.nextInt(4000)));
            assertThat(observe.ended(signIn, KUWAIT, _ -> List.of()))
                    .as("seed %d", seed)
                    .isEqualTo(other.ended(signIn, KUWAIT, _ -> List.of()));
        }
        for (int user = 0; user < 3; user++) {
            assertThat(memory.profile("usr_" + user)).as("seed %d", seed).isEqualTo(heap.profile("usr_" + user));
        }
        assertThat(memory.source("203.0.113.1")).as("seed %d", seed).isEqualTo(heap.source("203.0.113.1"));
    }

    @Test
    void aSignInThatIsToldTwiceAtOnceTeachesAndTellsOnce() throws Exception {
        var signIn = signIn("e1", 1, true, "203.0.113.1", NOW);

        AtOnce.run(8, _ -> observe.ended(signIn, KUWAIT, _ -> List.of(owned(signIn))));

        assertThat(memory.profile("usr_1").visits()).hasSize(1);
        assertThat(memory.source("203.0.113.1").tries()).hasSize(1);
        assertThat(outbox("usr_1")).hasSize(1);
    }

    @Test
    void failuresThatComeAtOnceAreAllRemembered() throws Exception {
        AtOnce.run(
                20,
                n -> observe.ended(
                        signIn("e" + n, 1, false, "203.0.113.1", NOW.plusSeconds(n)), KUWAIT, _ -> List.of()));

        assertThat(memory.profile("usr_1").failures()).hasSize(20);
        assertThat(memory.source("203.0.113.1").tries()).hasSize(20);
        var next = observe.ended(signIn("last", 1, false, "203.0.113.1", NOW.plusSeconds(60)), KUWAIT, _ -> List.of());
        assertThat(next).extracting(Signal::kind).containsExactly(Kind.BRUTE_FORCE);
        assertThat(next.getFirst().detail()).isEqualTo("21 failures from 1 addresses");
    }

    @Test
    void aCrashBetweenTheWritesForgetsNothingWhenTheEventComesAgain() {
        for (int i = 0; i < 9; i++) {
            observe.ended(signIn("e" + i, 1, false, "203.0.113.1", NOW.plusSeconds(i)), KUWAIT, _ -> List.of());
        }
        var tenth = signIn("e9", 1, false, "203.0.113.1", NOW.plusSeconds(9));
        sources.add(tenth, true);
        crowds.add(tenth, true); // and here the process was killed

        var signals = observe.ended(tenth, KUWAIT, _ -> List.of());

        assertThat(signals).extracting(Signal::kind).containsExactly(Kind.BRUTE_FORCE);
        assertThat(observe.ended(tenth, KUWAIT, _ -> List.of())).isEqualTo(signals);
        assertThat(memory.source("203.0.113.1").tries()).hasSize(10);
        assertThat(memory.profile("usr_1").failures()).hasSize(10);
    }

    @Test
    void aSampleOfTheCrowdStaysBounded() {
        Crowd crowd = Crowd.NOBODY;
        for (int i = 0; i < 300; i++) {
            crowd = crowds.add(signIn("e" + i, i, false, "203.0.113.1", NOW), true);
        }
        assertThat(crowd.size()).isEqualTo(Crowd.MOST);
        assertThat(crowds.of(NOW.plusSeconds(10)).size()).isEqualTo(Crowd.MOST);
        assertThat(crowds.of(NOW.plusSeconds(20)).size()).isZero();
    }

    @Test
    void aPersonIsForgottenOnlyWhenAllIsTold() {
        var signIn = signIn("e1", 1, true, "203.0.113.1", NOW);
        observe.ended(signIn, KUWAIT, _ -> List.of(owned(signIn)));
        assertThat(profiles.forget("usr_1")).isFalse();

        mongo.getCollection(MongoProfiles.COLLECTION)
                .updateOne(new Document("_id", "usr_1"), new Document("$set", new Document("outbox", List.of())));
        assertThat(profiles.forget("usr_1")).isTrue();
        assertThat(memory.profile("usr_1").visits()).isEmpty();
    }

    @Test
    void whatIsOldIsPurged() {
        observe.ended(signIn("e1", 1, true, "203.0.113.1", NOW), KUWAIT, _ -> List.of());
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
                false);
    }
}
