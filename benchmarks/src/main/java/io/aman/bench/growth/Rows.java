package io.aman.bench.growth;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Payments put into the database as copies of one that was made by the service. Every other one is of {@link #PAYER}, whose
 * list grows with the collection; the rest are of payers with fifty each. They lie evenly over thirty days.
 */
final class Rows {

    static final String PAYER = "usr_growing";
    static final Duration DAYS = Duration.ofDays(30);

    private static final int BATCH = 5_000;
    /** One prepares a batch while another one's is stored. */
    private static final int LOADERS = 2;

    private static final int OF_OTHERS = 50;
    private static final int ONE_CANCELED_IN = 100;
    private static final int AMOUNTS = 1_000;
    /** Two of them for each call that asks for one payment, at least. */
    private static final int KEPT = 2_000;

    private final MongoCollection<Document> payments;
    private final Document copied;
    private final Instant newest;
    private final List<Integer> own = new ArrayList<>();
    private int count;

    /** @param original a payment that was created, confirmed and captured */
    Rows(MongoDatabase database, String original, Instant newest) {
        this.payments = database.getCollection("payments");
        var found = payments.find(new Document("_id", original)).first();
        if (found == null) {
            throw new IllegalStateException("the payment " + original + " is gone");
        }
        found.remove("outbox");
        this.copied = found;
        this.newest = newest;
    }

    private record Place(String id, int number) {}

    /**
     * Returns when there are so many. They come in the order of their ids, a few batches at a time: in another order each
     * would read and write its neighbours again, and a million took longer to load than anybody waits.
     */
    void growTo(int wanted) {
        var places = IntStream.range(count, wanted)
                .mapToObj(number -> new Place(id(number), number))
                .sorted(Comparator.comparing(Place::id))
                .toList();
        try (var loading = Executors.newFixedThreadPool(LOADERS)) {
            var batches = IntStream.iterate(0, from -> from < places.size(), from -> from + BATCH)
                    .mapToObj(from -> places.subList(from, Math.min(from + BATCH, places.size())))
                    .map(batch -> loading.submit(() -> insert(batch)))
                    .toList();
            for (var batch : batches) {
                batch.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        count = wanted;
        own.clear();
        for (var n = 0; n < KEPT; n++) {
            own.add((int) ((long) n * count / KEPT) / 2 * 2);
        }
    }

    private void insert(List<Place> batch) {
        payments.insertMany(
                batch.stream().map(place -> row(place.number())).toList(), new InsertManyOptions().ordered(false));
    }

    private Document row(int number) {
        var progress = new Document(copied.get("progress", Document.class));
        progress.put("providerRef", "pi_" + hex(number));
        var row = new Document(copied);
        row.put("_id", id(number));
        row.put("madeUnder", "key_" + hex(number));
        row.put("payer", number % 2 == 0 ? PAYER : "usr_" + number / 2 / OF_OTHERS);
        row.put("amount", new Document("amountMinor", amount(number)).append("currency", "EUR"));
        row.put("reference", reference(number));
        row.put("createdAt", at(number));
        row.put("shownState", number % ONE_CANCELED_IN == 0 ? "CANCELED" : "CAPTURED");
        row.put("progress", progress);
        return row;
    }

    static String id(int number) {
        return "pay_" + hex(number);
    }

    /** As random as real ids are, and the same again each time. */
    private static String hex(int number) {
        var random = UUID.nameUUIDFromBytes(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
        return random.toString().replace("-", "");
    }

    private static long amount(int number) {
        return 100L * (1 + number % AMOUNTS);
    }

    static String reference(int number) {
        return String.format(Locale.ROOT, "order-%07d", number);
    }

    /** Neighbours in number are far from each other in time, as those of one payer are among all. */
    private Instant at(int number) {
        var millis = Math.floorMod(number * 2_654_435_761L, DAYS.toMillis());
        return newest.minusMillis(millis);
    }

    Instant newest() {
        return newest;
    }

    /** One of {@link #PAYER}'s. */
    int own(int call) {
        return own.get(Math.floorMod(call * 7_919, own.size()));
    }
}
