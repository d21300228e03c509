package io.aman.notification.stream;

import io.aman.notification.inbox.InboxNews;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream: what it has been told, and whether it takes more. It is told more only after it has taken what
 * was sent, so that a slow one holds one portion and delays nobody.
 *
 * <p>Whoever tells it something may have to wait for its connection. So who has the connection, and reports that
 * something was taken or that the client is gone, waits for nobody here.
 */
final class EventStream {

    /** Whoever names no event has seen what there is when it comes. */
    static final long FROM_NOW_ON = Long.MAX_VALUE;

    private final String userId;
    private final Instant endsAt;
    private final Duration retry;
    private final Supplier<ServerSentEvents> events;
    private @Nullable volatile Pipe pipe;
    private volatile Instant lastSent;
    private volatile boolean isIdle;
    private volatile boolean isClosed;
    private long seen;
    private long unread = -1;

    /**
     * It is told nothing before it {@linkplain #connect has a pipe}.
     *
     * @param seen the position up to which the client has everything, or {@link #FROM_NOW_ON}
     * @param retry how long the client waits before it comes again
     */
    EventStream(
            String userId,
            long seen,
            Instant openedAt,
            Instant endsAt,
            Duration retry,
            Supplier<ServerSentEvents> events) {
        this.userId = userId;
        this.seen = seen;
        this.lastSent = openedAt;
        this.endsAt = endsAt;
        this.retry = retry;
        this.events = events;
    }

    String userId() {
        return userId;
    }

    void connect(Pipe to) {
        pipe = to;
        isIdle = true;
        if (isClosed) {
            to.close();
        }
    }

    /** The position from which it wants news; none while it takes what it was sent. */
    synchronized @Nullable Long wants() {
        return isIdle && !isClosed ? seen : null;
    }

    /**
     * Tells what is new to this one, unless it still takes what it was sent.
     *
     * @return whether there is more to be told at once
     */
    synchronized boolean tell(InboxNews news, int maxReplayed, Instant now) {
        if (!isIdle || isClosed) {
            return false;
        }
        if (seen < news.after() && news.last() - seen <= maxReplayed) {
            return true; // it came while these were read for others, who had seen more
        }
        var told = events.get();
        if (unread < 0) {
            told.retry(retry);
        }
        if (seen == FROM_NOW_ON) {
            seen = news.last();
            told.id(seen);
        } else if (seen > news.last() || news.last() - seen > maxReplayed) {
            seen = news.last();
            told.reset(seen);
        } else {
            news.entries().stream().filter(entry -> entry.position() > seen).forEach(told::entry);
            seen = Math.max(seen, news.upTo());
        }
        if (unread != news.unread()) {
            unread = news.unread();
            told.unread(unread);
        }
        if (!told.isEmpty()) {
            send(told.toBytes(), now);
        }
        return isIdle && seen < news.last();
    }

    private void send(byte[] bytes, Instant now) {
        var to = pipe;
        if (to != null) {
            lastSent = now;
            isIdle = false; // before it is sent: it may be taken before this thread goes on
            if (to.send(bytes)) {
                isIdle = true;
            }
        }
    }

    /** All that was sent has left. */
    void taken() {
        isIdle = true;
    }

    /** Sends a sign of life where it is time for one. */
    synchronized void beat(Duration heartbeat, Instant now) {
        if (isIdle && !isClosed && !now.isBefore(lastSent.plus(heartbeat))) {
            send(ServerSentEvents.heartbeat(), now);
        }
    }

    boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    /** Whether it takes nothing, or was never connected. */
    boolean isSlow(Duration slowAfter, Instant now) {
        return !isIdle && !now.isBefore(lastSent.plus(slowAfter));
    }

    void close() {
        isClosed = true;
        var to = pipe;
        if (to != null) {
            to.close();
        }
    }
}
