package io.aman.local.sandbox.provider;

import io.aman.local.part.CannotStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The sandbox's state: tables that change together. One change runs at a time, and when {@link #change} returns, it
 * survives a crash of the process.
 */
public final class Store implements AutoCloseable {
    private static final int CACHE_MEGABYTES = 8;
    private static final int COMPACTION_MILLIS = 500;

    /** A commit rewrites pages of several tables: small ones keep it cheap. */
    private static final int PAGE_BYTES = 4096;

    /**
     * A commit leaves a chunk that is mostly dead, and space is reused only when all of a chunk is. Without compaction
     * 1,000 payments took 187 MB.
     */
    private static final int COMMITS_PER_COMPACTION = 32;

    private static final int ALIVE_PERCENT = 25;
    private static final int COMPACTION_BYTES = 256 * 1024;

    private final MVStore store;
    private final Consumer<RuntimeException> onFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Runnable> afterCommit = new ArrayList<>();

    private Store(MVStore store, Consumer<RuntimeException> onFailure) {
        this.store = store;
        this.onFailure = onFailure;
        // so that the first change that fails has something to fall back to
        store.commit();
    }

    /** Nothing on disk: for tests. */
    public static Store inMemory() {
        return new Store(MVStore.open(null), _ -> {});
    }

    /**
     * @param onFailure told when the disk refuses a commit; the store is closed then
     * @throws CannotStart when the file is broken or in use
     */
    public static Store onDisk(Path folder, Consumer<RuntimeException> onFailure) {
        var file = folder.resolve("sandbox.mv").toString();
        try {
            var store = new MVStore.Builder()
                    .fileName(file)
                    // both off: a commit in the middle of a change would save half of it
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .cacheSize(CACHE_MEGABYTES)
                    .pageSplitSize(PAGE_BYTES)
                    .compress()
                    .open();
            store.setRetentionTime(0);
            store.compactFile(COMPACTION_MILLIS);
            return new Store(store, onFailure);
        } catch (MVStoreException e) {
            throw new CannotStart("cannot open %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    public Table table(String name) {
        return change(() -> new Table(store.openMap(name), lock));
    }

    /** Runs alone; all of its changes are kept, or on an exception none. Joins a change that is under way. */
    public <T> T change(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.get();
        }
        List<Runnable> after;
        T result;
        lock.lock();
        try {
            result = committed(work);
            after = afterCommit;
            afterCommit = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        after.forEach(Runnable::run);
        return result;
    }

    private <T> T committed(Supplier<T> work) {
        boolean done = false;
        try {
            var result = work.get();
            if (store.commit() % COMMITS_PER_COMPACTION == 0) {
                store.compact(ALIVE_PERCENT, COMPACTION_BYTES);
            }
            done = true;
            return result;
        } catch (MVStoreException e) {
            onFailure.accept(e);
            throw e;
        } finally {
            if (!done) {
                afterCommit.clear();
                if (!store.isClosed()) {
                    store.rollback();
                }
            }
        }
    }

    /** Runs with no change under way: what a stream of a {@link Table} is used up in. */
    public <T> T read(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Within a change: to be done once it is kept, outside the lock. */
    void afterCommit(Runnable action) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("not within a change");
        }
        afterCommit.add(action);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
