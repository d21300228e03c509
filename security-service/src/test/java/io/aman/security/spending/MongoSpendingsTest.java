package io.aman.security.spending;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.security.detector.Spending;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class MongoSpendingsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("spendings"));
    private final MongoSpendings spendings = new MongoSpendings(mongo, MongoSpendings.OF_PEOPLE, Duration.ofDays(400));

    @Test
    void whatComesAtOnceIsAllRemembered() throws Exception {
        AtOnce.run(16, n -> spendings.learn("usr_1", NOW, known -> known.after(move("evt_" + n))));

        assertThat(spendings.of("usr_1").moves()).hasSize(16);
    }

    @Test
    void whatIsToldTwiceAtOnceIsRememberedOnce() throws Exception {
        AtOnce.run(8, _ -> spendings.learn("usr_1", NOW, known -> known.after(move("evt_1"))));

        assertThat(spendings.of("usr_1").moves()).containsExactly(move("evt_1"));
    }

    @Test
    void whoIsForgottenOrOldIsGone() {
        spendings.learn("usr_1", NOW, known -> known.after(move("evt_1")));
        spendings.learn(
                "usr_2", NOW, known -> known.after(new Spending.Asked("att_1", "pay_1", null, null, null, NOW)));

        spendings.forget("usr_1");
        assertThat(spendings.of("usr_1")).isEqualTo(Spending.fresh("usr_1"));
        assertThat(spendings.of("usr_2").asked()).hasSize(1);

        spendings.purge(NOW.plus(Duration.ofDays(401)));
        assertThat(spendings.of("usr_2")).isEqualTo(Spending.fresh("usr_2"));
    }

    private static Spending.Move move(String eventId) {
        return new Spending.Move(eventId, "pay_1", Spending.Outcome.HELD, new Money(100, "KWD"), "stripe", NOW);
    }
}
