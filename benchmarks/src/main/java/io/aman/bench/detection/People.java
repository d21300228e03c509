package io.aman.bench.detection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/**
 * People whom the service knows: copies of one whom it came to know by sign-ins, each with an address of their own that
 * two share. Few of them lie as evenly among the keys as many do.
 */
final class People {

    static final String COLLECTION = "profiles";
    private static final int BATCH = 20_000;
    private static final int NETWORKS = 256;

    /** Where a visit's line names it. */
    private static final int NETWORK = 3;

    private final MongoCollection<Document> profiles;
    private final int most;
    private int every;

    /** @param most how many there may be at last */
    People(MongoDatabase database, int most) {
        this.profiles = database.getCollection(COLLECTION);
        this.most = most;
    }

    /** Returns when there are so many, put in by the order of their keys; at first, nobody who was known before. */
    void growTo(int wanted, Document original) {
        var before = every;
        if (before == 0) {
            profiles.deleteMany(new Document());
        }
        every = most / wanted;
        var batch = new ArrayList<Document>(BATCH);
        for (var number = 0; number < most; number += every) {
            if (before == 0 || number % before != 0) {
                batch.add(copy(original, number));
            }
            if (batch.size() == BATCH) {
                insert(batch);
            }
        }
        insert(batch);
    }

    private void insert(List<Document> batch) {
        if (!batch.isEmpty()) {
            profiles.insertMany(batch, new InsertManyOptions().ordered(false));
            batch.clear();
        }
    }

    /** Someone who is known, by any number. */
    int known(int random) {
        return Math.floorMod(random, most / every) * every;
    }

    static String user(int number) {
        return "usr_%08x%s".formatted(number, hex("person", number).substring(8));
    }

    static String account(int number) {
        return hex("account", number) + hex("key", number);
    }

    static String address(int number) {
        var place = number / 2;
        return "11.%d.%d.%d".formatted(place / NETWORKS / NETWORKS, place / NETWORKS % NETWORKS, place % NETWORKS);
    }

    /** The profile that the service has made of somebody, without what it still has to tell. */
    Document of(int number) {
        var profile = profiles.find(Filters.eq("_id", user(number))).first();
        if (profile == null) {
            throw new IllegalStateException("nobody is known");
        }
        return profile;
    }

    /** As if nobody had come to know them. */
    void forget(int number) {
        profiles.deleteOne(Filters.eq("_id", user(number)));
    }

    /** Their network is named in their visits and in what is known of them. */
    private static Document copy(Document original, int number) {
        var copy = new Document(original).append("_id", user(number));
        copy.remove("outbox");
        var before = original.getList("visitLines", String.class).getFirst().split("\t", -1)[NETWORK];
        var network = network(number);
        for (var field : List.of("visitLines", "knownLines")) {
            copy.put(
                    field,
                    original.getList(field, String.class).stream()
                            .map(line -> line.replace(before, network))
                            .toList());
        }
        return copy;
    }

    private static String network(int number) {
        var parts = address(number).split("\\.", -1);
        var bytes = new byte[3];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return HexFormat.of().formatHex(bytes);
    }

    /** As random as real ids are, and the same again each time. */
    static String hex(String what, int number) {
        var random = UUID.nameUUIDFromBytes((what + number).getBytes(StandardCharsets.US_ASCII));
        return random.toString().replace("-", "");
    }
}
