package io.aman.bench.detection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.aman.events.ClientFacts;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;

/**
 * Sign-ins as session-service tells them. Of a hundred, eighty-eight are at home, two come from elsewhere, eight are typing
 * errors, and two are an attacker's, who tries account after account from twenty addresses.
 */
final class SignIns implements AutoCloseable {

    private static final int SOURCES_OF_ATTACKS = 20;
    private static final int TOGETHER = 5_000;
    private static final ClientFacts BROWSER = new ClientFacts("DESKTOP", "Firefox 140", "Linux", null, null);
    private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<String, byte[]> kafka;
    private final MongoCollection<Document> counters;
    private final Random random = new Random(20_261_125);
    /** Tells these events from those of another load on the same database. */
    private final String own = UUID.randomUUID().toString();

    private int told;

    SignIns(String bootstrap, MongoDatabase database) {
        this.kafka = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new StringSerializer(),
                new ByteArraySerializer());
        this.counters = database.getCollection("counters");
    }

    /** So many that are about to be told, the attempt of each counted, as it is before a password is looked at. */
    List<EventEnvelope<LoginEvent>> counted(int count, People people) {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        var events = new ArrayList<EventEnvelope<LoginEvent>>(count);
        for (var i = 0; i < count; i++) {
            events.add(event(people.known(random.nextInt(Integer.MAX_VALUE)), now));
        }
        for (var from = 0; from < count; from += TOGETHER) {
            counters.bulkWrite(events.subList(from, Math.min(count, from + TOGETHER)).stream()
                    .map(event -> counted(event.key(), now))
                    .toList());
        }
        return events;
    }

    private static WriteModel<Document> counted(String account, Instant now) {
        return new UpdateOneModel<>(
                Filters.eq("_id", "account:" + account),
                Updates.combine(
                        Updates.set("grants", List.of(Date.from(now))),
                        Updates.set("purgeAt", Date.from(now.plus(1, ChronoUnit.HOURS)))),
                new UpdateOptions().upsert(true));
    }

    private EventEnvelope<LoginEvent> event(int person, Instant at) {
        var number = told++;
        var kind = random.nextInt(100);
        return envelope(
                number,
                switch (kind) {
                    case 0, 1 -> failure(person, "198.18.0." + random.nextInt(SOURCES_OF_ATTACKS), at);
                    case 2, 3 -> success(person, "198.51." + random.nextInt(256) + "." + random.nextInt(256), at);
                    case 4, 5, 6, 7, 8, 9, 10, 11 -> failure(person, People.address(person), at);
                    default -> success(person, People.address(person), at);
                });
    }

    /** A success at home. */
    EventEnvelope<LoginEvent> home(int person, Instant at) {
        return envelope(told++, success(person, People.address(person), at));
    }

    private EventEnvelope<LoginEvent> envelope(int number, LoginEvent event) {
        return new EventEnvelope<>(
                "evt_" + People.hex(own, number), "/session-service", event.accountKey(), event.at(), event);
    }

    private static LoginEvent success(int person, String address, Instant at) {
        return new LoginEvent.Succeeded(
                "att_" + People.hex("attempt", person),
                People.account(person),
                People.user(person),
                "ses_" + People.hex("session", person),
                address,
                USER_AGENT,
                at,
                BROWSER);
    }

    private static LoginEvent failure(int person, String address, Instant at) {
        return new LoginEvent.Failed(
                "att_" + People.hex("attempt", person),
                People.account(person),
                People.user(person),
                "bad-credentials",
                address,
                USER_AGENT,
                at);
    }

    /** Returns when the broker has them all. */
    void tell(List<EventEnvelope<LoginEvent>> events) {
        for (var event : events) {
            var message = new ProducerRecord<>(Topics.LOGINS, event.key(), codec.write(event.data()));
            codec.headers(event)
                    .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            var _ = kafka.send(message);
        }
        kafka.flush();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
