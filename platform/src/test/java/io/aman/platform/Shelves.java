package io.aman.platform;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.platform.idempotency.HeldKey;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.idempotency.KeptAnswer;
import io.aman.platform.idempotency.KeyHome;
import io.aman.platform.idempotency.KeyRing;
import io.aman.platform.idempotency.MongoKeyRing;
import io.aman.platform.idempotency.Operation;
import io.aman.platform.write.ConditionalWrites;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.ResponseEntity;

/** Shelves in MongoDB, each with the keys of the calls that change it: the least that a home of keys has to do. */
public final class Shelves {

    private static final String COLLECTION = "shelves";

    private final MongoOperations mongo;

    public Shelves(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** One call as a controller makes it: a write before the work, and one after it. */
    ResponseEntity<byte[]> within(
            IdempotentCall call, String shelf, Object body, Function<Operation, ResponseEntity<?>> work) {
        return call.<ResponseEntity<?>>within(home(shelf), body, (answer, _) -> answer, key -> {
            change(shelf, ring -> ring.take(key));
            var answer = work.apply(new Operation(key.operation()));
            change(shelf, ring -> ring.keep(key, answer));
            return answer;
        });
    }

    /** Applies a change in one write that is conditional on nobody having written meanwhile. */
    public void change(String shelf, Consumer<KeyRing> change) {
        var _ = ConditionalWrites.untilNobodyIsFaster(1_000, Duration.ofMillis(5), () -> {
                    var found = mongo.findAndModify(
                            query(where("_id").is(shelf)),
                            new Update().setOnInsert("version", 0L),
                            FindAndModifyOptions.options().upsert(true).returnNew(true),
                            Document.class,
                            COLLECTION);
                    var before = Objects.requireNonNull(found);
                    var ring = MongoKeyRing.read(before.get(MongoKeyRing.KEYS, Document.class), null);
                    change.accept(ring);
                    return !ring.isChanged() || isWritten(shelf, before.getLong("version"), ring)
                            ? Optional.of(true)
                            : Optional.empty();
                })
                .orElseThrow();
    }

    private boolean isWritten(String shelf, long version, KeyRing ring) {
        var update = MongoKeyRing.append(new Update().inc("version", 1), ring);
        return mongo.updateFirst(query(where("_id").is(shelf).and("version").is(version)), update, COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    /** The whole document as it is stored. */
    public Document stored(String shelf) {
        return Objects.requireNonNull(mongo.findById(shelf, Document.class, COLLECTION));
    }

    /** The answer that lies in it. */
    public Optional<KeptAnswer> answer(String shelf, HeldKey<?> key) {
        return MongoKeyRing.answer(mongo.findById(shelf, Document.class, COLLECTION), key);
    }

    private KeyHome<ResponseEntity<?>> home(String shelf) {
        return new KeyHome<>() {
            @Override
            public Optional<KeptAnswer> answer(HeldKey<ResponseEntity<?>> key) {
                return Shelves.this.answer(shelf, key);
            }

            // What comes too late for the answer has none to give.
            @Override
            public void change(HeldKey<ResponseEntity<?>> key, BiConsumer<KeyRing, ResponseEntity<?>> change) {
                Shelves.this.change(
                        shelf,
                        ring -> change.accept(
                                ring, ResponseEntity.internalServerError().build()));
            }
        };
    }
}
