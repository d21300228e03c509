package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.ClientFacts;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.json.JsonMapper;

class SessionSizeTest {

    private static final int MAX_AVERAGE_BYTES = 500;
    private static final List<String> CITIES = List.of("Kuwait City", "Al Ahmadi", "Frankfurt am Main", "London");

    private final Stored stored = new Stored();
    private final Random random = new Random(11);

    /** Real user agents, every fact known, a third of them refreshed and ended, and what is told published. */
    @Test
    void aSessionTakesAtMostFiveHundredBytesOnAverage() throws IOException {
        for (var line : Files.readAllLines(Path.of("src/test/resources/ua/ua-device-type.jsonl"))) {
            store(new JsonMapper().readTree(line).get("ua").asString());
        }
        stored.mongo.updateMulti(
                new Query(), new Update().set(Outbox.FIELD, List.of()), MongoSessionDocument.COLLECTION);
        var sizes = stored.mongo.findAll(Document.class, MongoSessionDocument.COLLECTION).stream()
                .mapToInt(document -> new RawBsonDocument(document, new DocumentCodec())
                        .getByteBuffer()
                        .remaining())
                .summaryStatistics();
        assertThat(sizes.getCount()).isGreaterThan(100);
        assertThat(sizes.getAverage()).as("bytes: %s", sizes).isLessThan(MAX_AVERAGE_BYTES);
    }

    private void store(String userAgent) {
        var userId = Ids.random("usr_");
        if (random.nextInt(5) == 0) {
            stored.people.endAll(userId, EndReason.TERMINATED, Stored.BY);
        }
        stored.client = new ClientFacts(
                "DESKTOP", "Mobile Safari 18", "Android 15", "KW", CITIES.get(random.nextInt(CITIES.size())));
        var address = random.nextInt(3) == 0 ? "2001:db8:85a3:8d3:1319:8a2e:370:7348" : "203.0.113.207";
        var session =
                Session.start(stored.people.of(userId), new Origin(address, userAgent), Proof.password(stored.now()));
        stored.sessions.start(session, new Sessions.SignIn("att_1", "a-key"));
        if (random.nextInt(3) != 0) {
            stored.sessions.rotate(session.id(), 0, stored.now());
        }
        if (random.nextInt(3) == 0) {
            stored.sessions.end(session.id(), EndReason.LOGOUT, Stored.BY);
        }
    }
}
