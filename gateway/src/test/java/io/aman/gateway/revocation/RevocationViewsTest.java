package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.aman.events.RevocationEvent.Heartbeat;
import io.aman.events.RevocationEvent.Session;
import io.aman.events.RevocationEvent.User;
import io.aman.events.Topics;
import io.aman.platform.event.TopicFollower;
import io.aman.platform.event.TopicFollower.From;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several gateways' views over one real broker. */
@Tag("slow")
class RevocationViewsTest {

    private static final int KNOWN = 300_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Instant forgetAfter = clock.instant().plus(Duration.ofMinutes(7));

    private record Gateway(Revocations view, TopicFollower listener) {}

    @Test
    void aGatewayKnowsThreeHundredThousandRevocationsWithinTenSecondsOfItsStart() {
        try (var broker = new OwnBroker()) {
            IntStream.range(0, KNOWN).forEach(i -> end(broker, "ses_%032x".formatted(i)));
            broker.flush();
            var begin = processorTime();
            var gateway = start(broker);
            await().atMost(Duration.ofMinutes(3)).until(gateway.view::isCaughtUp);
            var took = processorTime().minus(begin);
            gateway.listener.stop();

            assertThat(gateway.view.sessions()).isEqualTo(KNOWN);
            assertThat(took).isLessThan(START_LIMIT);
        }
    }

    @Test
    void whatEndsIsRefusedByEveryGatewayAndStaysSoWithoutTheBroker() {
        List<Gateway> gateways;
        try (var broker = new OwnBroker()) {
            gateways = Stream.generate(() -> start(broker)).limit(3).toList();
            gateways.forEach(gateway -> await().until(gateway.view::isCaughtUp));
            end(broker, "ses_1");
            broker.send("user:usr_1", new User("usr_1", 1, "ses_2", forgetAfter), clock.instant());
            broker.send("heartbeat", new Heartbeat(clock.instant()), clock.instant());
            gateways.forEach(gateway -> await().until(() -> refuses(gateway.view)));
            gateways.forEach(gateway -> await().until(() -> gateway.view.freshness() == Freshness.FRESH));
        }
        clock.advance(Duration.ofSeconds(4));
        gateways.forEach(gateway -> assertThat(gateway.view.freshness()).isEqualTo(Freshness.ASKING));
        clock.advance(Duration.ofSeconds(27));
        gateways.forEach(gateway -> assertThat(gateway.view.freshness()).isEqualTo(Freshness.STALE));
        gateways.forEach(gateway -> assertThat(refuses(gateway.view)).isTrue());
        gateways.forEach(gateway -> gateway.listener.stop());
    }

    private static boolean refuses(Revocations view) {
        return RevocationsFixture.isRevoked(view, "ses_1")
                && RevocationsFixture.isRevoked(view, "ses_of_usr_1")
                && !RevocationsFixture.isRevoked(view, "ses_2");
    }

    /** Of this process, broker and all: what the time would be on a machine that does nothing else. */
    private static Duration processorTime() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    private void end(OwnBroker broker, String sessionId) {
        broker.send("sid:" + sessionId, new Session(sessionId, forgetAfter), clock.instant());
    }

    private Gateway start(OwnBroker broker) {
        var view = new Revocations(clock, RevocationsFixture.BOUNDS);
        var listener = new TopicFollower(
                Topics.REVOCATIONS,
                From.BEGINNING,
                broker::consumer,
                new RevocationListener(view, clock, new SimpleMeterRegistry()),
                0);
        listener.start();
        return new Gateway(view, listener);
    }
}
