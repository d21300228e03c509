package io.aman.gateway.edge;

import io.aman.platform.drain.Drain;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;
import reactor.netty.http.server.HttpServerResponse;

/**
 * What is being answered. Once the gateway ends, each answer is the last one on its connection; and it waits for those
 * under way by itself, since a server whose listener was handed to another process has nothing more to wait for.
 */
final class Exchanges implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Drain drain;
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private volatile boolean running;

    Exchanges(Drain drain) {
        this.drain = drain;
    }

    void begun(HttpServerResponse response) {
        begun.increment();
        if (drain.isUnderWay()) {
            response.keepAlive(false);
        }
    }

    void ended() {
        ended.increment();
    }

    @Override
    public void start() {
        running = true;
    }

    /**
     * When as many were answered as had begun, for no longer than {@code spring.lifecycle.timeout-per-shutdown-phase}:
     * where others still come in, the server has its listener, and waits itself.
     */
    @Override
    public void stop(Runnable done) {
        Thread.ofVirtual().name("exchanges").start(() -> {
            var all = begun.sum();
            while (ended.sum() < all) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
            running = false;
            done.run();
        });
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After open streams were ended, and before the server stops. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 768;
    }
}
