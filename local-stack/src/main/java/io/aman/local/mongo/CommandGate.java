package io.aman.local.mongo;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Runs commands one at a time, and lets no reply out before everything it can have seen is in the file.
 *
 * <p>Commands that wait for the file together share one commit: the first of them queues for the lock again, behind the
 * commands that already wait for it, and commits for all. Only what is to be written is settled between commands; while
 * it is written, the next ones run. Reads wait too when changes are pending; otherwise a reader could act on a write that
 * a crash then takes back.
 */
final class CommandGate {
    private final ReentrantLock commits = new ReentrantLock(); // who takes both takes it first
    private final ReentrantLock commands = new ReentrantLock();
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
                if (isOnDisk()) {
                    ticket = store.hasUnsavedChanges() ? ++lastTicket : lastTicket;
                }
                commands.unlock();
            }
        } finally {
            awaitCommit(ticket);
        }
    }

    /** Runs {@code work} between commands, with everything before it in the file. */
    void runBetweenCommands(Runnable work) {
        commits.lock();
        try {
            commands.lock();
            try {
                commit();
                work.run();
            } finally {
                commands.unlock();
            }
        } finally {
            commits.unlock();
        }
    }

    private void awaitCommit(long ticket) {
        if (committedTicket >= ticket) {
            return;
        }
        commits.lock();
        try {
            if (committedTicket < ticket) {
                commit();
            }
        } finally {
            commits.unlock();
        }
    }

    /** To be called by who holds {@link #commits}. */
    private void commit() {
        if (!isOnDisk() || store.isClosed()) {
            return;
        }
        try {
            var settled = settled();
            store.executeFilestoreOperation(() -> {}); // once the store's own thread has written all that it was given
            if (durability == Durability.POWER_LOSS) {
                store.sync();
            }
            committedTicket = settled;
        } catch (RuntimeException e) {
            onStorageFailure.accept(e);
            throw e;
        }
    }

    /** Gives the store's writing thread what all commands before have changed, and none of the ones after. */
    private long settled() {
        commands.lock();
        try {
            store.commit();
            return lastTicket;
        } finally {
            commands.unlock();
        }
    }

    private boolean isOnDisk() {
        return store.getFileStore() != null;
    }
}
