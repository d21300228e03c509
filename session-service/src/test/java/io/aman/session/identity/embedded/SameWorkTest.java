package io.aman.session.identity.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordHashing;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Work is measured as the processor's time of this thread: what else runs on the machine doesn't count. */
@Tag("slow") // real Argon2, many times
class SameWorkTest {

    private static final EmailAddress KNOWN = EmailAddress.of("noor@example.com");
    private static final EmailAddress CLOSED = EmailAddress.of("sami@example.com");
    private static final EmailAddress UNKNOWN = EmailAddress.of("nobody@example.com");
    private static final Password RIGHT = Password.typed(Secret.of("correct horse battery"));
    private static final Password WRONG = Password.typed(Secret.of("wrong horse battery"));
    private static final int SAMPLES = 15;

    /** One hash more or less would be a factor of two, or all of it. */
    private static final double TOLERANCE = 1.5;

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("same-work"));
    private final EmbeddedDirectory directory = new EmbeddedDirectory(
            new MongoUsers(mongo, new Outbox("session-service", Traces.none()), _ -> {}),
            new PasswordHashing(1, 0, Duration.ofSeconds(30)),
            MutableClock.at("2026-11-25T10:00:00Z"));

    /** They take turns: what the compiler has not seen often yet is as slow for each of them. */
    private static List<Long> mediansOfWork(Runnable... attempts) {
        var samples = IntStream.range(0, SAMPLES)
                .mapToObj(_ -> Stream.of(attempts).map(SameWorkTest::work).toList())
                .toList();
        return IntStream.range(0, attempts.length)
                .mapToObj(attempt -> samples.stream()
                        .map(turn -> turn.get(attempt))
                        .sorted()
                        .toList()
                        .get(SAMPLES / 2))
                .toList();
    }

    private static long work(Runnable attempt) {
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadCpuTime();
        attempt.run();
        return threads.getCurrentThreadCpuTime() - before;
    }

    @Test
    void wrongUnknownClosedAndDeniedTakeTheSameWork() {
        directory.register(new NewUser(KNOWN, RIGHT, "Noor", "en"));
        directory.register(new NewUser(CLOSED, RIGHT, "Sami", "en"));
        mongo.updateFirst(
                Query.query(Criteria.where("email").is(CLOSED.value())),
                Update.update("enabled", false),
                MongoUsers.COLLECTION);
        var medians = mediansOfWork(
                () -> directory.verify(KNOWN, WRONG),
                () -> directory.verify(UNKNOWN, WRONG),
                () -> directory.verify(CLOSED, RIGHT),
                () -> directory.decoy(RIGHT));
        var statistics = medians.stream().mapToLong(median -> median).summaryStatistics();
        assertThat(statistics.getMax()).as("nanoseconds: %s", medians).isLessThan((long)
                (statistics.getMin() * TOLERANCE));
    }
}
