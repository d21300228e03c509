package io.aman.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Topics;
import io.aman.platform.event.TopicFollower.Follower;
import io.aman.platform.event.TopicFollower.From;
import io.aman.testing.EmbeddedKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

@ExtendWith(OutputCaptureExtension.class)
class TopicFollowerTest {

    private final CountDownLatch follows = new CountDownLatch(1);
    private final Follower follower = new Follower() {
        @Override
        public void follows() {
            follows.countDown();
        }

        @Override
        public void received(ConsumerRecords<String, byte[]> records) {}
    };

    @Test
    void anEndThatWasAskedForIsNothingToComplainOf(CapturedOutput output) throws Exception {
        var following = following(Topics.REVOCATIONS);
        following.start();
        follows.await();

        following.stop();

        assertThat(threads(Topics.REVOCATIONS)).isZero();
        assertThat(output.getAll()).doesNotContain("Interrupt", "ERROR");
    }

    @Test
    void oneThatWaitsForItsTopicEndsAsWell(CapturedOutput output) {
        var following = following("not-there-yet");
        following.start();
        await().until(() -> output.getAll().contains("Following not-there-yet anew"));

        following.stop();

        assertThat(threads("not-there-yet")).isZero();
        assertThat(output.getAll()).doesNotContain("Interrupt", "ERROR");
    }

    /** One that is interrupted while it closes leaves behind what it holds at the broker, and says so as an error. */
    @Test
    void nobodyInterruptsTheConsumerThatCloses() {
        var stopper = Thread.currentThread();
        var interrupted = new AtomicBoolean();
        var consumer = new MockConsumer<String, byte[]>("earliest") {
            @Override
            public void close() {
                await().until(() ->
                        stopper.getState() == Thread.State.TIMED_WAITING); // all it does to end this is done
                interrupted.set(Thread.currentThread().isInterrupted());
                super.close();
            }
        };
        var partition = new TopicPartition("mock", 0);
        consumer.updatePartitions("mock", List.of(new PartitionInfo("mock", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        var following = new TopicFollower("mock", From.BEGINNING, () -> consumer, follower, 0);
        following.start();
        await().until(() -> !consumer.assignment().isEmpty());

        following.stop();

        assertThat(consumer.closed()).isTrue();
        assertThat(interrupted).isFalse();
    }

    private TopicFollower following(String topic) {
        var settings = new DefaultKafkaConsumerFactory<String, byte[]>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                EmbeddedKafka.bootstrapServers(),
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                "false"));
        return new TopicFollower(topic, From.BEGINNING, settings, "follower-test", follower, 0);
    }

    private static long threads(String topic) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("follower-" + topic))
                .count();
    }
}
