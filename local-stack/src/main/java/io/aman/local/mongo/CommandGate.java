package io.aman.local.mongo;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Runs commands one at a time, and lets no reply out before everything it can have seen is in the file.
 *
 * <p>Commands that wait for the file together share one commit: the first of them queues for the lock again, behind the
 * commands that already wait for it, and commits for all. Reads wait too when changes are pending; otherwise a reader
 * could act on a write that a crash then takes back.
 */
final class CommandGate {
    private final ReentrantLock commands = new ReentrantLock();
    private final ReentrantLock commits = new ReentrantLock();
    private final MVStore store;
    private final Durability durability;
    private final Consumer<RuntimeException> onStorageFailure;
    private long lastTicket; // guarded by commands
    private volatile long committedTicket;

    CommandGate(MVStore store, Durability durability, Consumer<RuntimeException> onStorageFailure) {
        this.store = store;
        this.durability = durability;
        this.onStorageFailure = onStorageFailure;
    }

    /** The command's result or exception, handed out after the commit of whatever the command changed before either. */
    <T> T run(Supplier<T> command) {
        long ticket = 0;
        try {
            commands.lock();
            try {
                return command.get();
            } finally {
                if (isOnDisk() && store.hasUnsavedChanges()) {
                    ticket = ++lastTicket;
                }
                commands.unlock();
            }
        } finally {
            awaitCommit(ticket);
        }
    }

    /** Runs {@code work} between commands, with everything before it committed. */
    void runBetweenCommands(Runnable work) {
        commands.lock();
        try {
            commit();
            work.run();
        } finally {
            commands.unlock();
        }
    }

    private void awaitCommit(long ticket) {
        if (committedTicket >= ticket) {
            return;
        }
        commits.lock();
        try {
            if (committedTicket < ticket) {
                commands.lock();
                try {
                    commit();
                } finally {
                    commands.unlock();
                }
            }
        } finally {
            commits.unlock();
        }
    }

    private void commit() {
        if (!isOnDisk() || store.isClosed()) {
            return;
        }
        try {
            store.commit();
            if (durability == Durability.POWER_LOSS) {
                store.sync();
            }
        } catch (RuntimeException e) {
            onStorageFailure.accept(e);
            throw e;
        }
        committedTicket = lastTicket;
    }

    private boolean isOnDisk() {
        return store.getFileStore() != null;
    }
}
