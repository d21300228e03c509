package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.aman.events.AccessEvent.SigningKeyRotated;
import io.aman.events.Actor;
import io.aman.session.token.SigningKeyStore.Stored;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class SigningKeysTest {

    private static final Actor ADMIN = new Actor("user:usr_admin", "203.0.113.7", "a laptop was stolen");
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("keys"));
    private final List<Integer> woken = new CopyOnWriteArrayList<>();
    private final SigningKeyStore store = TestKeys.store(mongo, woken::add);
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");

    private SigningKeys open(int keyByte) {
        return SigningKeys.open(store, new KeyVault(key(keyByte)), TestKeys.TIMES, clock);
    }

    private static byte[] key(int keyByte) {
        var key = new byte[32];
        key[0] = (byte) keyByte;
        return key;
    }

    private static List<String> published(SigningKeys keys) {
        return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    @Test
    void instancesThatStartTogetherAgree() throws Exception {
        var ids = AtOnce.run(2, _ -> open(1).signing().id());

        assertThat(ids).containsOnly(ids.getFirst());
        assertThat(store.all()).hasSize(1);
        assertThat(open(1).signing().id()).isEqualTo(ids.getFirst());
    }

    @Test
    void theKeyIsRsaOf2048BitsNamedByItsThumbprintAndItsPrivateHalfIsNowhereOpen() throws Exception {
        var published = (RSAKey) open(1).published().getKeys().getFirst();
        assertThat(published.size()).isEqualTo(2048);
        assertThat(published.getKeyID()).isEqualTo(published.computeThumbprint().toString());
        assertThat(published.isPrivate()).isFalse();
        assertThat(mongo.findAll(Document.class, "signingKeys").getFirst().toJson())
                .doesNotContain("\"d\"", "\\\"d\\\"", "\"kty\"", "\\\"kty\\\"", "PRIVATE");
    }

    @Test
    void aWrongEncryptionKeyStopsTheStartInsteadOfMakingNewKeys() {
        open(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> open(2))
                .withMessageContaining("session.token.key-encryption-key");
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void underANewEncryptionKeyTheKeysAreSealedAnewAndTheOldOneIsNeededNoMore() {
        var before = open(1).signing().id();

        var changing = SigningKeys.open(store, new KeyVault(key(2), key(1)), TestKeys.TIMES, clock);

        assertThat(changing.signing().id()).isEqualTo(before);
        assertThat(open(2).signing().id()).isEqualTo(before);
        assertThatIllegalStateException().isThrownBy(() -> open(1));
    }

    @Test
    void aNewEncryptionKeyThatIsBehindTheOldOneOpensWhatTheNextInstanceSeals() {
        var id = open(1).signing().id();
        var behind = SigningKeys.open(store, new KeyVault(key(1), key(2)), TestKeys.TIMES, clock);
        var inFront = SigningKeys.open(store, new KeyVault(key(2), key(1)), TestKeys.TIMES, clock);

        var rotated = inFront.replaceAtOnce(ADMIN).keyId();
        behind.reload();

        assertThat(behind.signing().id()).isEqualTo(rotated).isNotEqualTo(id);
    }

    @Test
    void aNewKeyIsPublishedLongBeforeItSignsAndTheOldOneUntilItsLastTokenIsDead() {
        var keys = open(1);
        var old = keys.signing().id();
        var next = keys.rotate(ADMIN);

        assertThat(published(keys)).containsExactly(old, next.keyId());
        clock.advance(TestKeys.TIMES.publishedAhead().minus(MOMENT));
        assertThat(keys.signing().id()).isEqualTo(old);
        clock.advance(MOMENT);
        assertThat(keys.signing().id()).isEqualTo(next.keyId());

        clock.advance(TestKeys.TIMES.publishedAfter().minus(MOMENT));
        assertThat(published(keys)).containsExactly(old, next.keyId());
        clock.advance(MOMENT);
        assertThat(published(keys)).containsExactly(next.keyId());
    }

    @Test
    void itIsToldWhoRotatedAndWhyWithTheKeyItself() {
        var next = open(1).rotate(ADMIN);

        var document = mongo.findById(next.generation(), Document.class, "signingKeys");
        assertThat(document.getList("outbox", Document.class)).singleElement().satisfies(event -> {
            assertThat(event.getString("topic")).isEqualTo("sessions.v1");
            assertThat(event.getString("key")).isEqualTo("signing-key");
            assertThat(event.getString("data"))
                    .contains(next.keyId(), "user:usr_admin", "a laptop was stolen")
                    .doesNotContain("sealed");
        });
        assertThat(woken).contains(next.generation());
    }

    @Test
    void instancesThatRotateAtOnceMakeOneKey() throws Exception {
        var instances = List.of(open(1), open(1), open(1), open(1));

        var next = AtOnce.run(4, i -> instances.get(i).rotate(ADMIN));

        assertThat(next).containsOnly(next.getFirst());
        assertThat(store.all()).hasSize(2);
        assertThat(instances.getLast().rotate(ADMIN)).isEqualTo(next.getFirst());
    }

    @Test
    void theNextKeySignsWhenTheLifetimeIsOverWhoeverMadeIt() {
        var one = open(1);
        var other = open(1);
        var first = one.signing().id();

        for (var step = Duration.ZERO; step.compareTo(Duration.ofDays(31)) < 0; step = step.plusMinutes(5)) {
            one.keepGoing();
            other.keepGoing();
            assertThat(other.signing().id()).isEqualTo(one.signing().id());
            assertThat(published(one)).contains(other.signing().id());
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat(one.signing().id()).isNotEqualTo(first);
        assertThat(store.all()).extracting(Stored::generation).contains(2).doesNotContain(3);
    }

    @Test
    void aWithdrawnKeyIsForgottenOnceItsEventIsTold() {
        var keys = open(1);
        keys.rotate(ADMIN);
        clock.advance(Duration.ofDays(2));
        keys.rotate(ADMIN);
        clock.advance(Duration.ofDays(2));
        keys.keepGoing();
        assertThat(store.all()).extracting(Stored::generation).containsExactly(2, 3);

        mongo.updateMulti(new Query(), new Update().set("outbox", List.of()), "signingKeys");
        keys.keepGoing();
        assertThat(store.all()).extracting(Stored::generation).containsExactly(3);
        assertThatNoException().isThrownBy(keys::signing);
    }

    @Test
    void aKeyThatIsKnownToSomebodyElseIsWithdrawnAtOnceOnLateClocksToo() {
        var keys = open(1);
        var waiting = keys.rotate(ADMIN);

        var next = keys.replaceAtOnce(ADMIN);

        assertThat(next).isNotEqualTo(waiting);
        assertThat(published(keys)).containsExactly(next.keyId());
        clock.advance(KeyTimes.SKEW.negated());
        assertThat(keys.signing().id()).isEqualTo(next.keyId());
        assertThat(published(keys)).containsExactly(next.keyId());
        clock.advance(Duration.ofDays(1));
        assertThat(keys.signing().id()).isEqualTo(next.keyId());
    }

    @Test
    void emergenciesAtOnceMakeOneKey() throws Exception {
        var instances = List.of(open(1), open(1), open(1));

        AtOnce.run(3, i -> instances.get(i).replaceAtOnce(ADMIN));

        instances.forEach(SigningKeys::reload);
        assertThat(instances)
                .allSatisfy(keys -> assertThat(published(keys))
                        .containsExactly(store.all().getLast().keyId()));
    }

    @Test
    void withoutTheStoreTheKeysInMemorySignOnlyUntilTheyMayBeOutdated() {
        var unreliable = new Unreliable(store);
        var keys = SigningKeys.open(unreliable, new KeyVault(key(1)), TestKeys.TIMES, clock);
        unreliable.away = true;

        clock.advance(TestKeys.TIMES.trusted());
        assertThatNoException().isThrownBy(keys::signing);
        clock.advance(MOMENT);
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(keys::signing);
        assertThat(published(keys)).hasSize(1);

        unreliable.away = false;
        assertThatNoException().isThrownBy(keys::signing);
    }

    @Test
    void theKeyOfAnOlderInstallationGoesOnSigning() {
        var before = open(1).signing().id();
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(1)),
                new Update().unset("signsFrom").unset("earlierUntil").unset("outbox"),
                "signingKeys");

        var keys = open(1);

        assertThat(keys.signing().id()).isEqualTo(before);
        assertThat(keys.rotate(ADMIN).generation()).isEqualTo(2);
    }

    @Test
    void aSealedKeyDoesNotOpenUnderAnotherId() {
        var vault = new KeyVault(new byte[32]);
        var sealed = vault.seal("one", "the key");
        assertThat(vault.open("one", sealed)).isEqualTo("the key");
        assertThatIllegalStateException().isThrownBy(() -> vault.open("two", sealed));
        Stream.of("AA", "", "%")
                .forEach(text -> assertThatIllegalStateException().isThrownBy(() -> vault.open("one", text)));
    }

    @Test
    void sealingTwiceNeverRepeatsItself() {
        var vault = new KeyVault(new byte[32]);
        assertThat(vault.seal("one", "the key")).isNotEqualTo(vault.seal("one", "the key"));
    }

    private static final class Unreliable implements SigningKeyStore {

        private final SigningKeyStore store;
        private boolean away;

        Unreliable(SigningKeyStore store) {
            this.store = store;
        }

        @Override
        public List<Stored> all() {
            if (away) {
                throw new DataAccessResourceFailureException("away");
            }
            return store.all();
        }

        @Override
        public boolean offer(Stored key, @Nullable SigningKeyRotated told) {
            return store.offer(key, told);
        }

        @Override
        public void reseal(Stored key, String sealed) {
            store.reseal(key, sealed);
        }

        @Override
        public void forget(int generation) {
            store.forget(generation);
        }
    }
}
