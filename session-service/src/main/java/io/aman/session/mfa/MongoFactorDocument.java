package io.aman.session.mfa;

import io.aman.session.mfa.SentCode.Channel;
import io.aman.session.token.StoredSecrets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a person's factors lie in the database. Each change writes every field: what is null is taken away. */
final class MongoFactorDocument {

    /** The ids of the keys that something lies under. */
    static final String KEYS = "keys";

    private static final String AT = "at";
    private static final String USED = "usedAt";
    private static final String HASH = "hash";
    private static final String UNTIL = "until";

    private MongoFactorDocument() {}

    static Document of(Factors factors) {
        var guesses = factors.guesses();
        return new Document("authenticators", list(factors.authenticators(), MongoFactorDocument::of))
                .append("backup", nullable(factors.backup(), MongoFactorDocument::of))
                .append("phone", nullable(factors.phone(), MongoFactorDocument::of))
                .append("phoneToConfirm", nullable(factors.phoneToConfirm(), MongoFactorDocument::of))
                .append("codes", list(factors.codes(), MongoFactorDocument::of))
                .append(
                        "tries",
                        list(guesses.tries(), one -> new Document("challenge", one.challenge()).append(AT, one.at())))
                .append("spent", pairs(guesses.spent()))
                .append("inARow", pairs(guesses.inARow()))
                .append("disabled", pairs(guesses.disabled()))
                .append(KEYS, keys(factors));
    }

    static Factors factors(Document document) {
        return new Factors(
                document.getString("_id"),
                read(document, "authenticators", MongoFactorDocument::authenticator),
                nullable(document.get("backup", Document.class), MongoFactorDocument::backup),
                nullable(document.get("phone", Document.class), MongoFactorDocument::phone),
                nullable(document.get("phoneToConfirm", Document.class), MongoFactorDocument::phone),
                read(document, "codes", MongoFactorDocument::code),
                new Guesses(
                        read(document, "tries", one -> new Guesses.Try(one.getString("challenge"), instant(one, AT))),
                        pairs(document, "spent", MongoFactorDocument::instant),
                        pairs(document, "inARow", (one, name) -> one.getInteger(name)),
                        pairs(document, "disabled", MongoFactorDocument::instant)));
    }

    private static Document of(Authenticator one) {
        return new Document("id", one.id())
                .append("name", one.name())
                .append("seed", one.seed())
                .append("addedAt", one.addedAt())
                .append("confirmedAt", one.confirmedAt())
                .append(USED, one.usedAt())
                .append("step", one.step());
    }

    private static Authenticator authenticator(Document one) {
        return new Authenticator(
                one.getString("id"),
                one.getString("name"),
                one.getString("seed"),
                instant(one, "addedAt"),
                optional(one, "confirmedAt"),
                optional(one, USED),
                one.getLong("step"));
    }

    private static Document of(BackupCodes backup) {
        return new Document("key", backup.key())
                .append("madeAt", backup.madeAt())
                .append(USED, backup.usedAt())
                .append(
                        "codes",
                        list(backup.codes(), one -> new Document(HASH, one.hash()).append(USED, one.usedAt())));
    }

    private static BackupCodes backup(Document backup) {
        return new BackupCodes(
                backup.getString("key"),
                instant(backup, "madeAt"),
                optional(backup, USED),
                read(backup, "codes", one -> new BackupCodes.One(one.getString(HASH), optional(one, USED))));
    }

    private static Document of(Phone phone) {
        return new Document("number", phone.number())
                .append("key", phone.key())
                .append("shown", phone.shown())
                .append("addedAt", phone.addedAt())
                .append(USED, phone.usedAt());
    }

    private static Phone phone(Document phone) {
        return new Phone(
                phone.getString("number"),
                phone.getString("key"),
                phone.getString("shown"),
                instant(phone, "addedAt"),
                optional(phone, USED));
    }

    private static Document of(SentCode code) {
        return new Document("channel", code.channel().name())
                .append("usableFor", code.usableFor())
                .append(HASH, code.hash())
                .append("sentAt", code.sentAt())
                .append(UNTIL, code.until())
                .append("tries", code.tries());
    }

    private static SentCode code(Document code) {
        return new SentCode(
                Channel.valueOf(code.getString("channel")),
                code.getString("usableFor"),
                code.getString(HASH),
                instant(code, "sentAt"),
                instant(code, UNTIL),
                code.getInteger("tries"));
    }

    private static List<String> keys(Factors factors) {
        return factors.secrets().map(StoredSecrets::keyOf).distinct().toList();
    }

    private static <T> List<Document> list(List<T> all, Function<T, Document> mapping) {
        return all.stream().map(mapping).toList();
    }

    private static <T> List<T> read(Document document, String name, Function<Document, T> mapping) {
        return document.getList(name, Document.class, List.of()).stream()
                .map(mapping)
                .toList();
    }

    /** A list and no object: a name of ours must never be one of the database's. */
    private static List<Document> pairs(Map<String, ?> map) {
        return map.entrySet().stream()
                .map(one -> new Document("of", one.getKey()).append("is", one.getValue()))
                .toList();
    }

    private interface Field<T> {
        T of(Document document, String name);
    }

    private static <T> Map<String, T> pairs(Document document, String name, Field<T> field) {
        return document.getList(name, Document.class, List.of()).stream()
                .collect(Collectors.toMap(one -> one.getString("of"), one -> field.of(one, "is")));
    }

    private static <T, R> @Nullable R nullable(@Nullable T value, Function<T, R> mapping) {
        return value == null ? null : mapping.apply(value);
    }

    private static Instant instant(Document document, String name) {
        return Objects.requireNonNull(optional(document, name), name);
    }

    private static @Nullable Instant optional(Document document, String name) {
        return document.get(name) instanceof Date date ? date.toInstant() : null;
    }
}
