package io.aman.payment.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import io.aman.payment.health.PaymentHealth.ProviderReport;
import io.aman.payment.health.PaymentHealth.Status;
import io.aman.payment.provider.ProviderAlert;
import io.aman.payment.provider.ProviderHealth;
import io.aman.payment.provider.ProviderHealth.Breaker;
import io.aman.platform.outbox.OutboxBacklog.Backlog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentHealthTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final HealthProperties PROPERTIES =
            new HealthProperties(Duration.ofMillis(300), Duration.ofMinutes(1), 10);
    private static final Backlog NOTHING_WAITS = new Backlog("payments", 0, false, null);

    private static ProviderReport provider(Breaker breaker, ProviderAlert... alerts) {
        return ProviderReport.of(new ProviderHealth("knet", breaker, NOW), List.of(alerts));
    }

    private static Readings readings(int unresolved, Backlog... backlogs) {
        return new Readings(List.of(backlogs), unresolved, Duration.ofMillis(3));
    }

    private static PaymentHealth health(ProviderReport provider, Readings readings) {
        return PaymentHealth.of(List.of(provider), readings, PROPERTIES, NOW);
    }

    @Test
    void allIsWellWhileNothingIsWrongAndAnAlertAloneIsNoFailure() {
        var alert = new ProviderAlert("knet", "certificate-expires", "soon", NOW);
        var other = new ProviderAlert("stripe", "other", "not this one's", NOW);
        var health = health(provider(Breaker.CLOSED, alert, other), readings(2, NOTHING_WAITS));
        assertThat(health.status()).isEqualTo(Status.UP);
        assertThat(health.unresolved()).isEqualTo(2);
        assertThat(health.unresolvedIsMore()).isNull();
        assertThat(health.providers().getFirst().alerts())
                .containsExactly(new PaymentHealth.Alert("certificate-expires", "soon", NOW));
    }

    @ParameterizedTest
    @EnumSource(value = Breaker.class, names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
    void aProviderThatIsLeftAloneDegradesAndNoMore(Breaker breaker) {
        assertThat(health(provider(breaker), readings(0, NOTHING_WAITS)).status())
                .isEqualTo(Status.DEGRADED);
    }

    @Test
    void eventsThatWaitTooLongDegrade() {
        var young = new Backlog("payments", 1, false, NOW.minusSeconds(60));
        assertThat(health(provider(Breaker.CLOSED), readings(0, young)).status())
                .isEqualTo(Status.UP);
        var old = new Backlog("invoices", 10, true, NOW.minusSeconds(61));
        var health = health(provider(Breaker.CLOSED), readings(0, young, old));
        assertThat(health.status()).isEqualTo(Status.DEGRADED);
        assertThat(health.outbox()).isEqualTo(new PaymentHealth.Waiting(Status.DEGRADED, 11, true, 61L));
    }

    @Test
    void countingEndsAndSaysSo() {
        assertThat(health(provider(Breaker.CLOSED), readings(10, NOTHING_WAITS)).unresolvedIsMore())
                .isNull();
        var more = health(provider(Breaker.CLOSED), readings(11, NOTHING_WAITS));
        assertThat(more.unresolved()).isEqualTo(10);
        assertThat(more.unresolvedIsMore()).isTrue();
    }

    @Test
    void withoutStorageItIsDownWhateverTheProvidersDo() {
        var health = health(provider(Breaker.OPEN), null);
        assertThat(health.status()).isEqualTo(Status.DOWN);
        assertThat(health.storage()).isEqualTo(new PaymentHealth.Storage(Status.DOWN, null));
        assertThat(health.outbox()).isNull();
        assertThat(health.unresolved()).isNull();
    }

    /** With the driver's own waiting of thirty seconds. */
    private static StorageProbe probe(int port, CountDownLatch ended) {
        return new StorageProbe(
                () -> {
                    try (var client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
                        client.getDatabase("payment").runCommand(new Document("ping", 1));
                        return readings(0);
                    } finally {
                        ended.countDown();
                    }
                },
                PROPERTIES.storageTimeout());
    }

    @Test
    @Timeout(10)
    void aStorageThatIsAwayIsToldSoonAndNobodyKeepsWaitingForIt() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var ended = new CountDownLatch(1);
        assertThat(probe(port, ended).look()).isEmpty();
        ended.await();
    }

    @Test
    @Timeout(10)
    void aStorageThatNeverAnswersIsToldSoonAndNobodyKeepsWaitingForIt() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var ended = new CountDownLatch(1);
            assertThat(probe(silent.getLocalPort(), ended).look()).isEmpty();
            ended.await();
        }
    }

    @Test
    void aStorageThatFailsIsNotReached() {
        var failing = new StorageProbe(
                () -> {
                    throw new IOException("broken");
                },
                Duration.ofSeconds(5));
        assertThat(failing.look()).isEmpty();
    }
}
