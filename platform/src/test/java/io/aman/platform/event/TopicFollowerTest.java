package io.aman.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Topics;
import io.aman.platform.event.TopicFollower.Follower;
import io.aman.platform.event.TopicFollower.From;
import io.aman.testing.EmbeddedKafka;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

@ExtendWith(OutputCaptureExtension.class)
class TopicFollowerTest {

    private final CountDownLatch follows = new CountDownLatch(1);

    @Test
    void anEndThatWasAskedForIsNothingToComplainOf(CapturedOutput output) throws Exception {
        var follower = following(Topics.REVOCATIONS);
        follower.start();
        follows.await();

        follower.stop();

        assertThat(threads(Topics.REVOCATIONS)).isZero();
        assertThat(output.getAll()).doesNotContain("Interrupt", "ERROR");
    }

    @Test
    void oneThatWaitsForItsTopicEndsAsWell(CapturedOutput output) {
        var follower = following("not-there-yet");
        follower.start();
        await().until(() -> output.getAll().contains("Following not-there-yet anew"));

        follower.stop();

        assertThat(threads("not-there-yet")).isZero();
        assertThat(output.getAll()).doesNotContain("Interrupt", "ERROR");
    }

    private TopicFollower following(String topic) {
        var settings = new DefaultKafkaConsumerFactory<String, byte[]>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                EmbeddedKafka.bootstrapServers(),
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                "false"));
        return new TopicFollower(
                topic,
                From.BEGINNING,
                settings,
                "follower-test",
                new Follower() {
                    @Override
                    public void follows() {
                        follows.countDown();
                    }

                    @Override
                    public void received(ConsumerRecords<String, byte[]> records) {}
                },
                0);
    }

    private static long threads(String topic) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("follower-" + topic))
                .count();
    }
}
