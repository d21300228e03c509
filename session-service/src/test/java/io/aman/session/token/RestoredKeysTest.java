package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.aman.events.Actor;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class RestoredKeysTest {

    private static final Actor ADMIN = Actor.system("test");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("keys"));
    private final SigningKeyStore store = TestKeys.store(mongo, _ -> {});
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");

    private SigningKeys open() {
        return TestKeys.open(store, clock);
    }

    private static List<String> published(SigningKeys keys) {
        return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    @Test
    void theKeysOfARestoredDatabaseAreWithdrawnOnceByWhicheverInstanceStartsFirst() throws Exception {
        var old = open().signing().id();
        var onItsWay = open().rotate(ADMIN);
        clock.advance(Duration.ofHours(2));
        var restoredAt = clock.instant();
        clock.advance(Duration.ofMinutes(1));

        var instances = List.of(open(), open(), open());
        AtOnce.run(3, i -> {
            instances.get(i).withdrawBefore(restoredAt);
            return i;
        });
        clock.advance(Duration.ofMinutes(1));
        var later = open();
        later.withdrawBefore(restoredAt);

        assertThat(store.all()).hasSize(3);
        assertThat(published(later)).singleElement().isNotIn(old, onItsWay.keyId());
        assertThat(later.signing().id()).isEqualTo(published(later).getFirst());
        assertThat(mongo.findById(3, Document.class, "signingKeys").toJson()).contains("restore");
    }

    /** Somebody wrote another zone's time. */
    @Test
    void aRestoreInTheFutureWithdrawsWhatIsThereNow() {
        var old = open().signing().id();
        clock.advance(Duration.ofMinutes(1));
        var keys = open();

        keys.withdrawBefore(clock.instant().plus(Duration.ofHours(3)));

        assertThat(published(keys)).singleElement().isNotEqualTo(old);
    }
}
