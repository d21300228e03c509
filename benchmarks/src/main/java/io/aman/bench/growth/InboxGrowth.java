package io.aman.bench.growth;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Benchmark;
import io.aman.bench.Verdict;
import io.aman.local.demo.Api;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.bson.Document;

/** The same calls to one person's inbox with ten thousand entries in it and with a million. */
public final class InboxGrowth implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "notification-service");
    private static final String USER = "usr_" + "c".repeat(32);
    private static final String LIST = "/api/notifications?limit=20";
    private static final int BATCH = 20_000;
    private static final int ONE_UNREAD_IN = 3;
    private static final int ONE_DECLINE_IN = 50;

    private final int few;
    private final int many;
    private final Medians medians;

    public InboxGrowth() {
        this(10_000, 1_000_000, Medians.WARM);
    }

    InboxGrowth(int few, int many, Medians medians) {
        this.few = few;
        this.many = many;
        this.medians = medians;
    }

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public String about() {
        return "pages, filters, counts and marks of one inbox with 10 thousand and with a million entries";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.startLarge(PARTS);
        var mongo = stacks.closing(MongoClients.create(running.stack().ports().mongoUri("notification")));
        var database = mongo.getDatabase("notification");
        var newest = Clock.systemUTC().instant();
        grow(database, 0, few, newest);
        progress.accept("measuring with %,d entries".formatted(few));
        var before = medians.of(calls(running, few, newest));
        progress.accept("growing to %,d entries".formatted(many));
        grow(database, few, many, newest);
        progress.accept("measuring with them");
        var grown = Grown.of(before, medians.of(calls(running, many, newest)));
        grown.forEach(one -> progress.accept(one.line()));
        var figures = String.format(Locale.ROOT, "one inbox of %,d to %,d entries, %s", few, many, Grown.ratios(grown));
        return List.of(new Verdict(
                "notification-inbox",
                figures,
                "<= 2.0x of %d k".formatted(few / 1_000),
                Grown.worst(grown) <= Grown.LIMIT));
    }

    private static Map<String, IntConsumer> calls(Running running, int count, Instant newest) {
        var ports = running.stack().ports();
        var api = Api.at(ports.http(ports.notification()))
                .signedIn(running.issuer().token(USER));
        var middle = newest.minusSeconds(count / 2);
        var cursor = api.get(LIST + "&to=" + middle).field("nextCursor");
        var calls = new LinkedHashMap<String, IntConsumer>();
        calls.put("list", _ -> page(api, LIST));
        calls.put("page in the middle", _ -> page(api, LIST + "&cursor=" + cursor));
        calls.put("unread", _ -> page(api, LIST + "&unread=true"));
        calls.put("by type", _ -> page(api, LIST + "&type=payment-declined"));
        calls.put("by date", _ -> page(api, LIST + "&from=" + middle.minusSeconds(1_000) + "&to=" + middle));
        calls.put("unread count", _ -> require(api.get("/api/notifications/unread-count"), 200));
        calls.put("read", n -> require(api.post("/api/notifications/" + id(n) + "/read", Map.of()), 204));
        calls.put("unread again", n -> require(api.post("/api/notifications/" + id(n) + "/unread", Map.of()), 204));
        return calls;
    }

    private static void page(Api api, String path) {
        if (!require(api.get(path), 200).text().contains("\"id\":\"ntf_")) {
            throw new IllegalStateException(path + " found nothing");
        }
    }

    private static Api.Answer require(Api.Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException("was answered " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    /** Older ones are added behind: the newest stay the same, as they would in an inbox that was kept for longer. */
    private static void grow(MongoDatabase database, int from, int to, Instant newest) {
        var entries = database.getCollection("inbox");
        var unread = 0L;
        for (var next = from; next < to; ) {
            var batch = new ArrayList<Document>(BATCH);
            while (next < to && batch.size() < BATCH) {
                unread += next % ONE_UNREAD_IN == 0 ? 1 : 0;
                batch.add(entry(next++, newest));
            }
            entries.insertMany(batch, new InsertManyOptions().ordered(false));
        }
        var boxes = database.getCollection("inboxes");
        if (from == 0) {
            boxes.insertOne(new Document("_id", USER)
                    .append("last", (long) to)
                    .append("reads", 0L)
                    .append("unread", unread)
                    .append("changes", 0L));
        } else {
            boxes.updateOne(
                    new Document("_id", USER),
                    new Document("$inc", new Document("unread", unread))
                            .append("$set", new Document("last", (long) to)));
        }
    }

    private static Document entry(int number, Instant newest) {
        var entry = new Document("_id", id(number))
                .append("userId", USER)
                .append("place", USER + "/" + (number + 1))
                .append("position", number + 1L)
                .append("type", number % ONE_DECLINE_IN == 0 ? "payment-declined" : "payment-receipt")
                .append("language", "en")
                .append("title", "Payment receipt: KWD 12.500")
                .append("body", "We have received your payment of KWD 12.500 for Order " + number + ".")
                .append("createdAt", Date.from(newest.minusSeconds(number)))
                .append("changed", 0L);
        return number % ONE_UNREAD_IN == 0 ? entry.append("unreadIn", 0L) : entry;
    }

    private static String id(int number) {
        var random = UUID.nameUUIDFromBytes(("entry" + number).getBytes(StandardCharsets.US_ASCII));
        return "ntf_" + random.toString().replace("-", "");
    }
}
