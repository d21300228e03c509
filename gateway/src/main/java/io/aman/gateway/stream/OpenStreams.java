package io.aman.gateway.stream;

import io.aman.gateway.revocation.Freshness;
import io.aman.gateway.revocation.Revocations;
import io.aman.platform.drain.Leaving;
import io.aman.platform.security.AccessToken;
import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The streams that are open. One may live past its token, and ends when its session does, when the person's permissions
 * change, after its longest time, and when the gateway stops: its client comes again and is checked again. While nothing
 * is heard of revocations it ends with its token, as every read does.
 */
public final class OpenStreams implements SmartLifecycle, Leaving {

    private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);

    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final Revocations revocations;
    private final StreamProperties properties;
    private final Clock clock;
    private Disposable checks = Disposables.disposed();
    private volatile boolean running;

    OpenStreams(Revocations revocations, StreamProperties properties, Clock clock) {
        this.revocations = revocations;
        this.properties = properties;
        this.clock = clock;
    }

    /** The answer's body, which ends when the stream of whoever holds the token has to. */
    public Flux<ByteBuf> follow(AccessToken token, Flux<ByteBuf> body) {
        return Flux.defer(() -> {
            var stream = opened(token);
            return body.takeUntilOther(stream.ended()).doFinally(_ -> closed(stream));
        });
    }

    /** From now on until {@link #closed} it is followed. */
    Stream opened(AccessToken token) {
        var stream = new Stream(token, clock.instant());
        streams.add(stream);
        if (!running) {
            stream.end();
        }
        return stream;
    }

    void closed(Stream stream) {
        streams.remove(stream);
    }

    int size() {
        return streams.size();
    }

    /** Ends those whose time is over. */
    void check() {
        var now = clock.instant();
        var isStale = revocations.freshness() == Freshness.STALE;
        for (var stream : streams) {
            if (isOver(stream, now, isStale)) {
                stream.end();
            }
        }
    }

    private boolean isOver(Stream stream, Instant now, boolean isStale) {
        return revocations.judge(stream.token) != Revocations.Verdict.COUNTS
                || Duration.between(stream.openedAt, now).compareTo(properties.maxAge()) >= 0
                || (isStale && now.isAfter(stream.token.expiresAt()));
    }

    @Override
    public void start() {
        running = true;
        var interval = properties.checkInterval().toMillis();
        checks = Schedulers.boundedElastic()
                .schedulePeriodically(this::checkQuietly, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** One that fails must not be the last. */
    private void checkQuietly() {
        try {
            check();
        } catch (RuntimeException e) {
            log.error("Open streams could not be checked", e);
        }
    }

    /** Their clients come again to who goes on, and take up the stream where it ended. */
    @Override
    public void began() {
        stop();
    }

    @Override
    public void stop() {
        running = false;
        checks.dispose();
        streams.forEach(Stream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server waits for its responses to end, which these never would. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 512;
    }

    /** One of them. */
    static final class Stream {

        private final AccessToken token;
        private final Instant openedAt;
        private final Sinks.Empty<Void> end = Sinks.empty();

        private Stream(AccessToken token, Instant openedAt) {
            this.token = token;
            this.openedAt = openedAt;
        }

        /** Completes when the stream has to end. */
        Mono<Void> ended() {
            return end.asMono();
        }

        private void end() {
            var _ = end.tryEmitEmpty(); // at most once has an effect
        }
    }
}
