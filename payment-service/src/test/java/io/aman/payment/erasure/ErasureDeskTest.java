package io.aman.payment.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.privacy.Person;
import io.aman.payment.privacy.PersonalData;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasureDeskTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoErasures erasures =
            new MongoErasures(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("erasures")));
    private final ErasureProperties properties =
            new ErasureProperties(Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(5));
    private final List<PersonalData.Outcome> next = new ArrayList<>();
    private final List<Person> asked = new ArrayList<>();

    /** Answers as planned, and fails where nothing is. */
    private final PersonalData feature = new PersonalData() {
        @Override
        public String kind() {
            return "things";
        }

        @Override
        public Outcome erase(Person person) {
            asked.add(person);
            if (next.isEmpty()) {
                throw new IllegalStateException("crashed");
            }
            return next.removeFirst();
        }
    };

    private final ErasureDesk desk = new ErasureDesk(erasures, List.of(feature), properties, clock);

    @BeforeEach
    void request() {
        erasures.declareIndexes();
        desk.request("era_1", "usr_1", "user:adm", "request 17");
    }

    private Erasure now() {
        return desk.find("era_1").orElseThrow();
    }

    @Test
    void whatIsPendingIsTriedAgainUntilNothingIs() {
        next.addAll(List.of(PersonalData.Outcome.of(2, 1), PersonalData.Outcome.of(3, 0)));
        desk.work("era_1");
        assertThat(now().finishedAt()).isNull();
        assertThat(now().outcomes()).containsEntry("things", PersonalData.Outcome.of(2, 1));
        desk.work("era_1"); // not due yet
        assertThat(asked).hasSize(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(erasures.due(clock.instant(), 10)).containsExactly("era_1");
        desk.work("era_1");
        assertThat(now().finishedAt()).isEqualTo(clock.instant());
        assertThat(now().person()).isNull();
        assertThat(asked)
                .extracting(Person::pseudonym)
                .hasSize(2)
                .containsOnly(asked.getFirst().pseudonym());
        clock.advance(Duration.ofDays(1));
        assertThat(erasures.due(clock.instant(), 10)).isEmpty();
    }

    @Test
    void aFeatureThatFailsKeepsTheErasureOpen() {
        desk.work("era_1");
        assertThat(now().finishedAt()).isNull();
        clock.advance(Duration.ofMinutes(5));
        next.add(PersonalData.Outcome.of(1, 0));
        desk.work("era_1");
        assertThat(now().finishedAt()).isNotNull();
    }

    @Test
    void whoeverCrashesLeavesItToTheNextOnceTheLeaseIsOver() {
        assertThat(erasures.claim("era_1", clock.instant(), Duration.ofMinutes(10)))
                .isPresent();
        next.add(PersonalData.Outcome.of(1, 0));
        desk.work("era_1");
        assertThat(asked).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        desk.work("era_1");
        assertThat(now().finishedAt()).isNotNull();
    }

    @Test
    void askingAgainForTheSameIsTheSame() {
        var again = desk.request("era_1", "usr_2", "user:adm", "request 18");
        assertThat(again.reason()).isEqualTo("request 17");
        assertThat(again.person()).isEqualTo(now().person());
    }
}
