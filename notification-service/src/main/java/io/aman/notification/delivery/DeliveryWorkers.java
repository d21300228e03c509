package io.aman.notification.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps the workers going while the application runs. */
@Component
class DeliveryWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWorkers.class);
    private static final int STOP_SECONDS = 15;

    private final DeliveryWorker worker;
    private final DeliveryQueue queue;
    private final Precedence precedence;
    private final DeliveryProperties properties;
    private volatile boolean running;
    private @Nullable ExecutorService threads;

    DeliveryWorkers(DeliveryWorker worker, DeliveryQueue queue, Precedence precedence, DeliveryProperties properties) {
        this.worker = worker;
        this.queue = queue;
        this.precedence = precedence;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        running = true;
        var started = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < properties.workers(); i++) {
            started.execute(this::work);
        }
        threads = started;
    }

    private void work() {
        try {
            while (running) {
                precedence.awaitEvents();
                if (!deliverNext()) {
                    queue.awaitNews(properties.poll());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean deliverNext() {
        try {
            return worker.deliverNext();
        } catch (RuntimeException e) {
            // the store is away: what was claimed comes back when its lease ends
            log.warn("A delivery worker pauses: {}", e.toString());
            return false;
        }
    }

    /** Lets what is being sent end, so that it need not be sent again. */
    @Override
    public synchronized void stop() {
        running = false;
        var stopping = threads;
        if (stopping == null) {
            return;
        }
        queue.wake(properties.workers());
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                stopping.shutdownNow();
            }
        } catch (InterruptedException _) {
            stopping.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
