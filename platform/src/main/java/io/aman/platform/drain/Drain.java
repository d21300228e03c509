package io.aman.platform.drain;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Holds up the end of a process that was told to end. Readiness is out of service already, since Spring Boot says so
 * before it closes a context; everything is still answered, the answers say that their connections end, and only then
 * the listeners, streams and servers stop, each in its own order.
 */
public final class Drain implements ApplicationListener<ContextClosedEvent>, Ordered {

    /** What an answer says in {@code Connection} beside {@code close}: not this connection alone, the process ends. */
    public static final String OPTION = "draining";

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final Duration time;
    private final Iterable<Leaving> others;
    private final ApplicationContext context;
    private volatile boolean underWay;

    Drain(Duration time, Iterable<Leaving> others, ApplicationContext context) {
        this.time = time;
        this.others = others;
        this.context = context;
    }

    /** Whether this process ends: what it answers from now on is the last answer on its connection. */
    public boolean isUnderWay() {
        return underWay;
    }

    /** Before everybody else who listens: the management server has to go on telling that this process is not ready. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        if (!closed.getApplicationContext().equals(context) || underWay) {
            return; // the one of the management server
        }
        underWay = true;
        others.forEach(Leaving::began);
        if (time.isPositive()) {
            log.info("Leaving: for {} all is answered, and each connection ends with its answer", time);
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
