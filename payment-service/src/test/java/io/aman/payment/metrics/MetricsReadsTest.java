package io.aman.payment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.aman.payment.provider.ProviderCall.Operation;
import io.aman.payment.provider.ProviderCall.Outcome;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What the figures cost is bound by their window: seen in the commands themselves, on any server. */
class MetricsReadsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:59:59Z");

    private final List<BsonDocument> reads = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private int documentsRead;

    private final String database = EmbeddedMongo.freshDatabase("metrics");
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(EmbeddedMongo.uri(database)))
            .addCommandListener(new CommandListener() {
                @Override
                public void commandStarted(CommandStartedEvent event) {
                    switch (event.getCommandName()) {
                        case "find" ->
                            reads.add(BsonDocument.parse(event.getCommand().toJson())); // its buffer is used again
                        case "insert", "update", "delete" -> writes.add(event.getCommandName());
                        default -> {}
                    }
                }

                @Override
                public void commandSucceeded(CommandSucceededEvent event) {
                    var cursor = event.getResponse().getDocument("cursor", new BsonDocument());
                    for (var batch : List.of("firstBatch", "nextBatch")) {
                        documentsRead += cursor.containsKey(batch)
                                ? cursor.getArray(batch).size()
                                : 0;
                    }
                }
            })
            .build());
    private final MongoPaymentHours payments = new MongoPaymentHours(new MongoTemplate(client, database));
    private final MongoCallHours calls = new MongoCallHours(new MongoTemplate(client, database), "run_1");

    @AfterEach
    void close() {
        client.close();
    }

    private static LoggedEvent event(int number, Instant at) {
        var series = new Series("stripe", "card", "KWD");
        return new LoggedEvent("evt-" + number, number % 3, number, at, series, Tally.once(Counter.CREATED));
    }

    private void anHourOfEach(int hours) {
        var sum = new Calls(Map.of(Outcome.ANSWERED, 1L), new Latencies(Map.of(7, 1L)));
        IntStream.range(0, hours).forEach(hour -> {
            var at = NOW.minus(Duration.ofHours(hour));
            payments.add(hour % 3, List.of(event(hour, at)));
            calls.put(Hours.of(at), Map.of(new CallSeries("stripe", Operation.READ), sum));
        });
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void aWindowReadsItsHoursByTheirKeysAndNothingElse(Window window) {
        anHourOfEach(24 * 40);
        reads.clear();
        documentsRead = 0;
        var hours = window.hoursUntil(NOW);
        assertThat(payments.sums(hours).get(new Series("stripe", "card", "KWD")).get(Counter.CREATED))
                .isEqualTo(hours.size());
        assertThat(calls.sums(hours)
                        .get(new CallSeries("stripe", Operation.READ))
                        .count(Outcome.ANSWERED))
                .isEqualTo(hours.size());
        assertThat(documentsRead).isEqualTo(2 * hours.size());
        assertThat(reads).hasSize(2).allSatisfy(read -> {
            assertThat(read.getDocument("filter").keySet()).containsExactly("_id");
            assertThat(read.getDocument("filter").getDocument("_id").getArray("$in"))
                    .hasSize(hours.size());
            assertThat(read.containsKey("sort")).isFalse();
        });
    }

    @Test
    void aBatchIsOneInsertAndOneUpdateAnHourHoweverManyEventsItHas() {
        payments.add(0, IntStream.range(0, 500).mapToObj(n -> event(3 * n, NOW)).toList());
        assertThat(writes).containsExactly("insert", "update");
        assertThat(reads).isEmpty();
        assertThat(payments.sums(Window.HOUR.hoursUntil(NOW)).values())
                .extracting(tally -> tally.get(Counter.CREATED))
                .containsExactly(500L);
    }
}
