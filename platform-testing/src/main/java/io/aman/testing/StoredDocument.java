package io.aman.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * A document as a released version stored it, and what today's code makes of it. It is kept for ever, as MongoDB Extended
 * JSON in {@code src/test/resources/stored/<collection>.json}, or {@code <collection>-<variant>.json} beside it: what lies
 * in databases is not written anew by a release.
 *
 * @see <a href="https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md">Extended JSON
 *     2.0</a>
 */
public final class StoredDocument {

    /** What a release after this one may write, and this one must not stumble over once it is taken back. */
    private static final String LATER = "addedLater";

    /** The id is asked for, and the others are for writes, for the outbox, and for who cleans up. */
    private static final Set<String> UNREAD = Set.of("_id", "_class", "version", "purgeAt", "outbox");

    private final String collection;
    private final String file;
    private final Reading reading;
    private final Set<String> unread;
    private final Set<String> keyed;
    private final boolean isDeep;

    private StoredDocument(
            String collection, String file, Reading reading, Set<String> unread, Set<String> keyed, boolean isDeep) {
        this.collection = collection;
        this.file = file;
        this.reading = reading;
        this.unread = unread;
        this.keyed = keyed;
        this.isDeep = isDeep;
    }

    /** Reads with the code that services read with. */
    public interface Reading {

        /**
         * @param mongo a database that holds the document and nothing else
         * @return what was read: something that can be compared
         */
        Object of(MongoTemplate mongo, Document stored);
    }

    public static StoredDocument in(String collection, Reading reading) {
        return new StoredDocument(collection, collection, reading, Set.of(), Set.of(), false);
    }

    /** @param variant tells it from others of its collection, such as {@code bounced} */
    public static StoredDocument in(String collection, String variant, Reading reading) {
        return new StoredDocument(collection, collection + "-" + variant, reading, Set.of(), Set.of(), false);
    }

    /**
     * @param fields that this reading has no use for: others find by them, or the outbox has them; those within others as
     *     {@code entries.at}
     */
    public StoredDocument without(String... fields) {
        return new StoredDocument(collection, file, reading, Set.of(fields), keyed, isDeep);
    }

    /** @param fields whose names within are data, so that a later release adds none */
    public StoredDocument keyed(String... fields) {
        return new StoredDocument(collection, file, reading, unread, Set.of(fields), isDeep);
    }

    /** That the fields within its fields are read, too. */
    public StoredDocument deeply() {
        return new StoredDocument(collection, file, reading, unread, keyed, true);
    }

    /** That it is read wholly, with and without what is added later. */
    public static Stream<DynamicTest> tests(StoredDocument... documents) {
        return Stream.of(documents).flatMap(StoredDocument::cases);
    }

    private Stream<DynamicTest> cases() {
        return Stream.of(
                DynamicTest.dynamicTest(file + " of the last release are read", this::isRead),
                DynamicTest.dynamicTest(file + " are read whatever a later release adds", this::isReadWithMore),
                DynamicTest.dynamicTest(file + " lose no field that was stored", this::isReadWholly));
    }

    private void isRead() {
        assertThat(isNothing(read(stored()))).as("nothing was read").isFalse();
    }

    private void isReadWithMore() {
        if (!(grown(stored()) instanceof Document grown)) {
            throw new IllegalStateException("a document grows to a document");
        }
        assertThat(read(grown)).usingRecursiveComparison().isEqualTo(read(stored()));
    }

    /** A field that makes no difference any more is one that today's code has forgotten. */
    private void isReadWholly() {
        var whole = read(stored());
        var forgotten = places(stored(), List.of())
                .filter(place -> isSame(whole, lacking(place)))
                .map(StoredDocument::name)
                .distinct();
        assertThat(forgotten).as("fields that make no difference").isEmpty();
    }

    /** Where fields stand that are to be read, each by the names and numbers that lead there. */
    private Stream<List<Object>> places(@Nullable Object value, List<Object> at) {
        return switch (value) {
            case Document document ->
                document.entrySet().stream().flatMap(field -> places(field.getValue(), field.getKey(), at));
            case List<?> list ->
                IntStream.range(0, list.size()).boxed().flatMap(i -> places(list.get(i), behind(at, i)));
            case null, default -> Stream.empty();
        };
    }

    private Stream<List<Object>> places(@Nullable Object value, String field, List<Object> at) {
        var place = behind(at, field);
        if (unread.contains(name(place)) || UNREAD.contains(name(place)) || !says(value)) {
            return Stream.empty();
        }
        return Stream.concat(Stream.of(place), isDeep ? places(value, place) : Stream.empty());
    }

    private static List<Object> behind(List<Object> at, Object next) {
        return Stream.concat(at.stream(), Stream.of(next)).toList();
    }

    private static String name(List<Object> place) {
        return place.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining("."));
    }

    private Document lacking(List<Object> place) {
        var lacking = stored();
        remove(lacking, place);
        return lacking;
    }

    private static void remove(@Nullable Object within, List<Object> place) {
        var step = place.getFirst();
        var rest = place.subList(1, place.size());
        switch (within) {
            case Document document when rest.isEmpty() -> document.remove(step);
            case Document document -> remove(document.get(step), rest);
            case List<?> list when step instanceof Integer i -> remove(list.get(i), rest);
            case null, default -> throw new IllegalStateException("there is no " + place);
        }
    }

    /** Whether it is another thing than what is read where the field is missing. */
    private static boolean says(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Number number -> number.longValue() != 0;
            case Collection<?> many -> !many.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    private boolean isSame(Object whole, Document lacking) {
        try {
            assertThat(read(lacking)).usingRecursiveComparison().isEqualTo(whole);
            return true;
        } catch (RuntimeException | AssertionError _) {
            return false;
        }
    }

    private Object read(Document document) {
        var mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("stored"));
        mongo.getCollection(collection).insertOne(document);
        return reading.of(mongo, document);
    }

    private static boolean isNothing(Object read) {
        return switch (read) {
            case Optional<?> optional -> optional.isEmpty();
            case Collection<?> many -> many.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    private Document stored() {
        var path = "/stored/%s.json".formatted(file);
        try (var json = StoredDocument.class.getResourceAsStream(path)) {
            if (json == null) {
                throw new AssertionError("there is no " + path);
            }
            return Document.parse(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object grown(@Nullable Object value) {
        return switch (value) {
            case Document document -> {
                var grown = new Document();
                document.forEach((name, inner) -> grown.append(name, keyed.contains(name) ? inner : grown(inner)));
                yield grown.append(LATER, "by a release after this one");
            }
            case List<?> list -> {
                var grown = new ArrayList<@Nullable Object>();
                list.forEach(inner -> grown.add(grown(inner)));
                yield grown;
            }
            case null, default -> value;
        };
    }
}
