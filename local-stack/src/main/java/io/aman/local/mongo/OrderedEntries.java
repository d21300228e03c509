package io.aman.local.mongo;

import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ObjectDataType;

/** The entries of an index: the bytes of some fields' values and of the document's place, in their order. */
final class OrderedEntries {

    /** Behind the marks. */
    static final byte[] FIRST = {1};

    private final List<IndexKey> keys;
    private final MVMap<byte[], Object> entries;
    private final boolean[] isUnordered;

    /** @param entries nobody else's */
    OrderedEntries(List<IndexKey> keys, MVMap<byte[], Object> entries) {
        this.keys = keys;
        this.entries = entries;
        this.isUnordered = new boolean[keys.size() + 1];
        for (var i = 0; i < isUnordered.length; i++) {
            isUnordered[i] = entries.containsKey(mark(i));
        }
    }

    /** Before all entries; says that there was a value under this key that has no one place in the order. */
    private static byte[] mark(int key) {
        return new byte[] {0, (byte) key};
    }

    List<IndexKey> keys() {
        return keys;
    }

    /** @param key the place of a key; how many there are for the documents' own place, behind all keys */
    boolean isUnordered(int key) {
        return isUnordered[key];
    }

    void setUnordered(int key) {
        if (!isUnordered[key]) {
            isUnordered[key] = true;
            entries.put(mark(key), true);
        }
    }

    void change(List<List<Object>> before, List<List<Object>> after, Object position) {
        var old = bytes(before, position);
        var now = bytes(after, position);
        old.keySet().stream().filter(entry -> !now.containsKey(entry)).forEach(entries::remove);
        now.keySet().stream().filter(entry -> !old.containsKey(entry)).forEach(entry -> entries.put(entry, position));
    }

    private Map<byte[], Object> bytes(List<List<Object>> rows, Object position) {
        var bytes = new TreeMap<byte[], Object>(Arrays::compareUnsigned);
        for (var row : rows) {
            var entry = new byte[0];
            for (var i = 0; i < keys.size(); i++) {
                entry = joined(entry, IndexBytes.of(row.get(i), keys.get(i).isAscending()));
                if (!IndexBytes.isInOrder(row.get(i))) {
                    setUnordered(i);
                }
            }
            bytes.put(joined(entry, place(position)), position);
        }
        return bytes;
    }

    private byte[] place(Object position) {
        var place = IndexBytes.of(position, true);
        if (IndexBytes.isExact(position)) {
            return place;
        }
        setUnordered(keys.size());
        return joined(place, ObjectDataType.serialize(position));
    }

    /** The places of documents between two entries, both included, read as far as they are asked for. */
    Iterable<Object> between(byte[] first, byte[] last, boolean isBackwards) {
        return () -> {
            var cursor = isBackwards ? entries.cursor(last, first, true) : entries.cursor(first, last, false);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return cursor.hasNext();
                }

                @Override
                public Object next() {
                    cursor.next();
                    return cursor.getValue();
                }
            };
        };
    }

    long count() {
        return entries.sizeAsLong();
    }

    static byte[] joined(byte[] one, byte... other) {
        var joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }
}
