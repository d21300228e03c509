package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.platform.event.TopicFollower;
import io.aman.platform.event.TopicFollower.From;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationListenerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.REVOCATIONS, 0);

    private final Clock clock = Clock.systemUTC();
    private final Revocations revocations = new Revocations(clock, RevocationsFixture.BOUNDS);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<MockConsumer<String, byte[]>> consumers = new ConcurrentLinkedQueue<>();
    private final TopicFollower listener = new TopicFollower(
            Topics.REVOCATIONS,
            From.BEGINNING,
            this::nextConsumer,
            new RevocationListener(revocations, clock, meters),
            0);

    @AfterEach
    void stop() {
        listener.stop();
    }

    @Test
    void itIsCaughtUpOnceItReadsWhereTheTopicEndedAtTheStart() {
        var consumer = consumer(2);
        listener.start();

        add(consumer, 0, ended("ses_0"));
        await().until(() -> RevocationsFixture.isRevoked(revocations, "ses_0"));
        assertThat(revocations.isCaughtUp()).isFalse();

        add(consumer, 1, ended("ses_1"));
        await().until(revocations::isCaughtUp);
        assertThat(RevocationsFixture.isRevoked(revocations, "ses_1")).isTrue();
    }

    @Test
    void anEmptyTopicIsKnownAtOnce() {
        consumer(0);
        listener.start();

        await().until(revocations::isCaughtUp);
    }

    @Test
    void aTopicThatDoesNotExistYetIsWaitedFor() {
        var early = new MockConsumer<String, byte[]>("earliest");
        consumers.add(early);
        consumer(0);
        listener.start();

        await().until(revocations::isCaughtUp);
        assertThat(early.closed()).isTrue();
    }

    @Test
    void aConsumerThatFailsIsReplacedAndNothingIsForgotten() {
        var failing = consumer(1);
        var next = consumer(2);
        listener.start();
        add(failing, 0, ended("ses_0"));
        await().until(revocations::isCaughtUp);

        failing.schedulePollTask(() -> failing.setPollException(new KafkaException("broken")));
        await().until(failing::closed);
        assertThat(RevocationsFixture.isRevoked(revocations, "ses_0")).isTrue();
        await().until(() -> !next.assignment().isEmpty());
        add(next, 0, ended("ses_0"));
        add(next, 1, ended("ses_1"));
        await().until(() -> RevocationsFixture.isRevoked(revocations, "ses_1"));
    }

    @Test
    void whatItCannotReadIsCountedAndDoesNotStopIt() {
        var consumer = consumer(4);
        listener.start();
        add(consumer, 0, new ConsumerRecord<>(Topics.REVOCATIONS, 0, 0, "sid:x", "{".getBytes(StandardCharsets.UTF_8)));
        var unknown = message(1, ended("ses_x"));
        unknown.headers().remove(EventCodec.TYPE);
        unknown.headers().add(EventCodec.TYPE, "revocation.planet.v1".getBytes(StandardCharsets.UTF_8));
        add(consumer, 1, unknown);
        add(consumer, 2, new ConsumerRecord<>(Topics.REVOCATIONS, 0, 2, "sid:y", null));
        add(consumer, 3, ended("ses_3"));

        await().until(revocations::isCaughtUp);
        assertThat(RevocationsFixture.isRevoked(revocations, "ses_3")).isTrue();
        assertThat(meters.counter("aman.revocation.unreadable").count()).isEqualTo(1);
    }

    @Test
    void aHeaderWithoutAValueDoesNotStopIt() {
        var consumer = consumer(2);
        listener.start();
        var hollow = message(0, ended("ses_0"));
        hollow.headers().remove(EventCodec.ID);
        hollow.headers().add(EventCodec.ID, null);
        add(consumer, 0, hollow);
        add(consumer, 1, ended("ses_1"));

        await().until(revocations::isCaughtUp);
        assertThat(RevocationsFixture.isRevoked(revocations, "ses_1")).isTrue();
        assertThat(meters.counter("aman.revocation.unreadable").count()).isEqualTo(1);
    }

    @Test
    void itMeasuresHowLateARevocationTakesEffect() {
        var consumer = consumer(0);
        listener.start();
        await().until(revocations::isCaughtUp);
        add(consumer, 0, ended("ses_0"));

        await().until(() -> meters.timer("aman.revocation.lag").count() == 1);
    }

    private MockConsumer<String, byte[]> nextConsumer() {
        return Optional.ofNullable(consumers.poll()).orElseThrow(() -> new KafkaException("no more"));
    }

    private MockConsumer<String, byte[]> consumer(long end) {
        var consumer = new MockConsumer<String, byte[]>(AutoOffsetResetStrategy.EARLIEST.name());
        consumer.updatePartitions(
                Topics.REVOCATIONS, List.of(new PartitionInfo(Topics.REVOCATIONS, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumers.add(consumer);
        return consumer;
    }

    private RevocationEvent ended(String sessionId) {
        return new RevocationEvent.Session(sessionId, clock.instant().plusSeconds(400));
    }

    private void add(MockConsumer<String, byte[]> consumer, long offset, RevocationEvent event) {
        add(consumer, offset, message(offset, event));
    }

    private static void add(
            MockConsumer<String, byte[]> consumer, long offset, ConsumerRecord<String, byte[]> message) {
        await().until(() -> consumer.assignment().contains(PARTITION));
        assertThat(message.offset()).isEqualTo(offset);
        consumer.schedulePollTask(() -> consumer.addRecord(message));
    }

    private ConsumerRecord<String, byte[]> message(long offset, RevocationEvent event) {
        var codec = new EventCodec();
        Instant now = clock.instant();
        var headers = new RecordHeaders();
        codec.headers(new EventEnvelope<>("evt_" + offset, "/session-service", "sid", now, event))
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                Topics.REVOCATIONS,
                0,
                offset,
                now.toEpochMilli(),
                TimestampType.CREATE_TIME,
                3,
                0,
                "sid",
                codec.write(event),
                headers,
                Optional.empty());
    }
}
