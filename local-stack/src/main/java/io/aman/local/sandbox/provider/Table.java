package io.aman.local.sandbox.provider;

import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON objects by id, in the order of their ids; what is read is a copy. Everything here is to be called, and streams
 * are to be used up, within {@link Store#change} or {@link Store#read}: outside, a commit may overwrite the page that is
 * being read.
 */
public final class Table {
    private final MVMap<String, String> rows;
    private final ReentrantLock lock;

    Table(MVMap<String, String> rows, ReentrantLock lock) {
        this.rows = rows;
        this.lock = lock;
    }

    public Optional<ObjectNode> find(String id) {
        requireLock();
        return Optional.ofNullable(rows.get(id)).map(Json::read);
    }

    public void put(String id, ObjectNode row) {
        requireLock();
        rows.put(id, row.toString());
    }

    public void remove(String id) {
        requireLock();
        rows.remove(id);
    }

    public Stream<String> ids() {
        return entries(null, false).map(Entry::getKey);
    }

    /** The ids that start with {@code prefix}. */
    public Stream<String> ids(String prefix) {
        return entries(prefix, false).map(Entry::getKey).takeWhile(id -> id.startsWith(prefix));
    }

    /** @param behind the id to start behind; null for the newest */
    public Stream<ObjectNode> newestFirst(@Nullable String behind) {
        Predicate<Entry<String, String>> start = row -> row.getKey().equals(behind);
        return entries(behind, true).dropWhile(start).map(row -> Json.read(row.getValue()));
    }

    private Stream<Entry<String, String>> entries(@Nullable String from, boolean backwards) {
        requireLock();
        var cursor = rows.cursor(from, null, backwards);
        var entries = new Iterator<Entry<String, String>>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public Entry<String, String> next() {
                var id = cursor.next();
                return Map.entry(id, cursor.getValue());
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false);
    }

    private void requireLock() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("neither within a change nor within a read");
        }
    }
}
