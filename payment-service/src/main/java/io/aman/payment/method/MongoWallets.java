package io.aman.payment.method;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.method.MethodError.Contended;
import io.aman.platform.write.ConditionalWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Wallets in MongoDB, one document for each payer, whose id is the payer's (D1). */
final class MongoWallets implements Wallets {

    static final String COLLECTION = "payment_methods";

    private static final int MAX_TRIES = 40;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);
    private static final String VERSION = "version";
    private static final String METHODS = "methods";
    private static final String DEFAULTS = "defaults";
    private static final String NEXT_CHECK_AT = "nextCheckAt";

    /**
     * A wallet as it is stored.
     *
     * @param defaults method ids by provider
     * @param nextCheckAt of the first open method, or the end of the lease of whoever is looking
     */
    private record Stored(
            @Id String id,
            long version,
            @Nullable List<SavedMethod> methods,
            @Nullable Map<String, String> defaults,
            @Nullable Instant nextCheckAt) {

        static Stored of(Wallet wallet) {
            return new Stored(
                    wallet.payer(), wallet.version() + 1, wallet.methods(), wallet.defaults(), wallet.nextCheckAt());
        }

        Wallet toWallet() {
            return new Wallet(
                    id,
                    Objects.requireNonNullElse(methods, List.of()),
                    Objects.requireNonNullElse(defaults, Map.of()),
                    version);
        }
    }

    private final MongoOperations mongo;

    MongoWallets(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(NEXT_CHECK_AT, Sort.Direction.ASC).sparse());
    }

    @Override
    public Wallet of(String payer) {
        return Optional.ofNullable(mongo.findById(payer, Stored.class, COLLECTION))
                .map(Stored::toWallet)
                .orElseGet(() -> Wallet.empty(payer));
    }

    @Override
    public Wallet change(String payer, Consumer<Wallet> change) {
        return ConditionalWrites.untilNobodyIsFaster(
                        MAX_TRIES, MAX_PAUSE, () -> Optional.of(of(payer)).filter(wallet -> changed(wallet, change)))
                .orElseThrow(Contended::new);
    }

    private boolean changed(Wallet wallet, Consumer<Wallet> change) {
        change.accept(wallet);
        return !wallet.isChanged() || write(wallet);
    }

    private boolean write(Wallet wallet) {
        return wallet.version() == 0 ? insert(wallet) : update(wallet);
    }

    private boolean insert(Wallet wallet) {
        try {
            var document = new Document();
            mongo.getConverter().write(Stored.of(wallet), document);
            document.remove("_class"); // a stored form that outlives the name of the record
            mongo.insert(document, COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean update(Wallet wallet) {
        var update = new Update().inc(VERSION, 1).set(METHODS, wallet.methods()).set(DEFAULTS, wallet.defaults());
        var next = wallet.nextCheckAt();
        update = next == null ? update.unset(NEXT_CHECK_AT) : update.set(NEXT_CHECK_AT, next);
        return mongo.updateFirst(unchanged(wallet), update, Stored.class, COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    @Override
    public boolean removeIfEmpty(String payer) {
        var wallet = of(payer);
        return wallet.version() == 0
                || (wallet.methods().isEmpty()
                        && mongo.remove(unchanged(wallet), COLLECTION).getDeletedCount() == 1);
    }

    private static Query unchanged(Wallet wallet) {
        return query(where("_id").is(wallet.payer()).and(VERSION).is(wallet.version()));
    }

    @Override
    public Optional<Wallet> claimDue(Instant now, Instant leaseUntil) {
        return Optional.ofNullable(mongo.findAndModify(
                        query(where(NEXT_CHECK_AT).lte(now)).with(Sort.by(NEXT_CHECK_AT)),
                        new Update().set(NEXT_CHECK_AT, leaseUntil),
                        FindAndModifyOptions.options().returnNew(true),
                        Stored.class,
                        COLLECTION))
                .map(Stored::toWallet);
    }
}
