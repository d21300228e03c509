package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.bound;
import static io.aman.notification.delivery.DeliveryFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Actor;
import io.aman.notification.template.Category;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class RecipientLimitsTest {

    private static final int COUNT = 3;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("limits"));
    private final MongoRecipientLimits limits = new MongoRecipientLimits(
            mongo,
            bound(
                    "notification.limit",
                    LimitProperties.class,
                    Map.of(
                            "notification.limit.payments.count", Integer.toString(COUNT),
                            "notification.limit.payments.window", "10m",
                            "notification.limit.security.count", "1")));

    @Test
    void whatIsOverWaitsUntilTheOldestPlaceIsFree() {
        for (int i = 0; i < COUNT; i++) {
            assertThat(limits.admit(message("m" + i, Category.PAYMENTS), NOW.plusSeconds(i)))
                    .isEmpty();
        }

        assertThat(limits.admit(message("over", Category.PAYMENTS), NOW.plusSeconds(9)))
                .contains(NOW.plus(WINDOW));
        assertThat(limits.admit(message("over", Category.PAYMENTS), NOW.plus(WINDOW)))
                .isEmpty();
    }

    @Test
    void oneThatHasAPlaceKeepsItHoweverOftenItIsTried() {
        for (int i = 0; i < 10; i++) {
            assertThat(limits.admit(message("m", Category.PAYMENTS), NOW.plusSeconds(i)))
                    .isEmpty();
        }
        assertThat(limits.admit(message("n", Category.PAYMENTS), NOW)).isEmpty();
    }

    @Test
    void categoriesAndPeopleAreCountedApart() {
        assertThat(limits.admit(message("code", Category.SECURITY), NOW)).isEmpty();
        assertThat(limits.admit(message("code2", Category.SECURITY), NOW)).isPresent();
        assertThat(limits.admit(message("receipt", Category.PAYMENTS), NOW)).isEmpty();
        assertThat(limits.admit(message("code2", Category.SECURITY, "usr_other"), NOW))
                .isEmpty();
    }

    @Test
    void whatIsKnownOfAPersonIsErasedAndOfOthersIsNot() {
        for (var person : List.of("usr_a", "usr_ab", "usr_b")) {
            assertThat(limits.admit(message("code", Category.SECURITY, person), NOW))
                    .isEmpty();
        }

        limits.forget("usr_a", Actor.user("usr_admin", null));

        assertThat(mongo.findAll(Document.class, MongoRecipientLimits.COLLECTION))
                .extracting(document -> document.getString("_id"))
                .containsExactlyInAnyOrder("usr_ab/email/security", "usr_b/email/security");
    }

    @Test
    void manyAtOnceGetNoMorePlacesThanThereAre() throws Exception {
        var admitted = AtOnce.run(
                12, i -> limits.admit(message("m" + i, Category.PAYMENTS), NOW).isEmpty());

        assertThat(admitted).filteredOn(yes -> yes).hasSize(COUNT);
    }

    @Test
    void aWindowThatIsOverIsForgotten() {
        assertThat(limits.admit(message("m", Category.PAYMENTS), NOW)).isEmpty();

        limits.clean(NOW.plus(WINDOW));
        assertThat(mongo.getCollection(MongoRecipientLimits.COLLECTION).countDocuments())
                .isOne();
        limits.clean(NOW.plus(WINDOW).plusMillis(1));
        assertThat(mongo.getCollection(MongoRecipientLimits.COLLECTION).countDocuments())
                .isZero();
    }

    /** A log of times is the oracle. */
    @Property(tries = 50)
    void noWindowEverHoldsMoreThanTheCount(@ForAll @Size(max = 25) List<@IntRange(min = 0, max = 300) Integer> pauses) {
        var user = "usr_" + System.identityHashCode(pauses) + pauses.hashCode();
        var now = NOW;
        var log = new ArrayList<Instant>();
        for (int i = 0; i < pauses.size(); i++) {
            now = now.plusSeconds(pauses.get(i));
            var until = limits.admit(message("p" + i, Category.PAYMENTS, user), now);
            var since = now.minus(WINDOW);
            var inWindow = log.stream().filter(at -> at.isAfter(since)).toList();
            assertThat(until.isEmpty()).isEqualTo(inWindow.size() < COUNT);
            if (until.isEmpty()) {
                log.add(now);
            } else {
                assertThat(until.get())
                        .isEqualTo(inWindow.get(inWindow.size() - COUNT).plus(WINDOW));
            }
        }
    }

    private static Delivery message(String intent, Category category) {
        return message(intent, category, "usr_one");
    }

    private static Delivery message(String intent, Category category, String userId) {
        var plain = delivery(intent);
        return new Delivery(
                plain.id(),
                plain.channel(),
                userId,
                plain.type(),
                category,
                plain.eventId(),
                plain.to(),
                plain.message(),
                null,
                null,
                null,
                null);
    }
}
