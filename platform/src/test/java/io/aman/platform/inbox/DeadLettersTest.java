package io.aman.platform.inbox;

import static io.aman.events.Topics.PAYMENTS;
import static io.aman.platform.ShopClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventCodec;
import io.aman.events.Topics;
import io.aman.platform.ShopClient;
import io.aman.testing.EmbeddedKafka;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.support.KafkaHeaders;
import tools.jackson.databind.JsonNode;

/** What is parked of a topic, and how it is seen and replayed. */
class DeadLettersTest extends ListeningShop {

    @Test
    void aRecordWithoutAnAttributeIsParked() {
        var headers = new HashMap<>(codec.headers(event(1)));
        headers.remove(EventCodec.TYPE);

        EmbeddedKafka.send(PAYMENTS, key, headers, codec.write(event(1).data()));

        assertThat(awaitLetter().get("reason").asString()).isEqualTo("UnreadableEvent: ce_type is missing");
    }

    @Test
    void headersThatAreNoTextOrEmptyAreKeptAsTheyCame() {
        var message = new ProducerRecord<>(PAYMENTS, key, POISON);
        message.headers().add("x-binary", POISON).add("x-nothing", null).add("$x.y", POISON);

        EmbeddedKafka.send(message);

        var letter = awaitLetter();
        assertThat(replay(letter).statusCode()).isEqualTo(200);
        await().until(() -> EmbeddedKafka.records(PAYMENTS, key).size() == 2);
        var replayed = EmbeddedKafka.records(PAYMENTS, key).getLast();
        assertThat(replayed.value()).isEqualTo(POISON);
        assertThat(replayed.headers().lastHeader("x-binary").value()).isEqualTo(POISON);
        assertThat(replayed.headers().lastHeader("x-nothing").value()).isNull();
        assertThat(replayed.headers().lastHeader("$x.y").value()).isEqualTo(POISON);
    }

    @Test
    void aRecordWithoutDataIsParked() {
        var message = new ProducerRecord<String, byte[]>(PAYMENTS, key, null);
        codec.headers(event(1))
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));

        EmbeddedKafka.send(message);

        assertThat(awaitLetter().get("reason").asString()).startsWith("UnreadableEvent");
    }

    @Test
    void afterItsLastTryARecordIsParkedAndAReplayProcessesIt() {
        var tries = new AtomicInteger();
        shop.handlers.put(key, event -> {
            if (event.id().equals(id(1))) {
                tries.incrementAndGet();
                throw new IllegalStateException("order 7 is closed");
            }
        });
        EmbeddedKafka.send(PAYMENTS, event(1));
        EmbeddedKafka.send(PAYMENTS, event(2));
        await().until(() -> shop.seenIds(key).equals(List.of(id(2))));
        var letter = awaitLetter();
        assertThat(tries).hasValue(3);
        assertThat(letter.get("reason").asString()).isEqualTo("IllegalStateException: order 7 is closed");
        shop.handlers.remove(key);

        var replayed = replay(letter);

        assertThat(replayed.statusCode()).isEqualTo(200);
        assertThat(json(replayed).get("replayedBy").asString()).isEqualTo("usr_admin");
        await().until(() -> shop.seenIds(key).equals(List.of(id(2), id(1))));
    }

    @Test
    void aReplayThatFailsAgainIsParkedAgain() {
        shop.handlers.put(key, _ -> {
            throw new IllegalStateException("closed for good");
        });
        EmbeddedKafka.send(PAYMENTS, event(1));

        replay(awaitLetter());

        await().until(() -> letters().size() == 2);
    }

    @Test
    void aReplayForAnotherServiceIsNoneOfOurs() {
        var headers = new HashMap<>(codec.headers(event(1)));
        headers.put(EventFilter.REPLAY_FOR, "another-service");

        EmbeddedKafka.send(PAYMENTS, key, headers, codec.write(event(1).data()));
        EmbeddedKafka.send(PAYMENTS, event(2));

        await().until(() -> shop.seenIds(key).equals(List.of(id(2))));
    }

    @Test
    void whatAnotherServiceParkedIsNotOurs() {
        var headers = new HashMap<>(codec.headers(event(1)));
        headers.put(KafkaHeaders.DLT_ORIGINAL_TOPIC, PAYMENTS);
        headers.put(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP, "another-service");
        EmbeddedKafka.send(Topics.deadLettersOf(PAYMENTS), key, headers, POISON);

        // what comes behind it in the same partition shows that it was passed by
        EmbeddedKafka.send(PAYMENTS, key, codec.headers(event(2)), POISON);

        awaitLetter();
        assertThat(letters()).hasSize(1);
    }

    @Test
    void anErrorThatQuotesDataIsParkedByItsKindAlone() {
        shop.handlers.put(key, _ -> {
            throw new DuplicateKeyException("dup key: { email: \"amal@example.org\" }");
        });

        EmbeddedKafka.send(PAYMENTS, event(1));

        assertThat(awaitLetter().get("reason").asString()).isEqualTo("DuplicateKeyException");
        assertThat(EmbeddedKafka.headers(awaitParked()).toString()).doesNotContain("amal@example.org");
    }

    @Test
    void deadLettersAreForThoseWhoMay() {
        assertThat(client.send(client.as("usr_1", "/api/shop/dead-letters")).statusCode())
                .isEqualTo(403);
        assertThat(client.send(client.request("/api/shop/dead-letters")).statusCode())
                .isEqualTo(401);
        var replay = ShopClient.post(client.as("usr_1", "/api/shop/dead-letters/x/replay", "events.view"), "");
        assertThat(client.send(replay).statusCode()).isEqualTo(403);
    }

    @Test
    void anUnknownDeadLetterIsNotFound() {
        var replay = ShopClient.post(client.as("usr_1", "/api/shop/dead-letters/x/replay", "ALL"), "");

        assertThat(ShopClient.code(client.send(replay))).isEqualTo("DEAD_LETTER_NOT_FOUND");
    }

    private HttpResponse<String> replay(JsonNode letter) {
        var path = "/api/shop/dead-letters/" + letter.get("id").asString() + "/replay";
        return client.send(ShopClient.post(client.as("usr_admin", path, "events.replay"), ""));
    }
}
