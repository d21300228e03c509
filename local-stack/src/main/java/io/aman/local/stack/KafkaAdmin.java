package io.aman.local.stack;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** The stack's broker, asked for something and waited for no longer than half a minute. */
final class KafkaAdmin implements AutoCloseable {

    private static final int LIMIT_SECONDS = 30;
    private static final int PAUSE_MILLIS = 100;

    private final Admin admin;

    KafkaAdmin(String bootstrapServers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** @throws StackFailure.Unrestored where it refuses, or gives no answer */
    <T> T ask(Function<Admin, KafkaFuture<T>> question) {
        try {
            return question.apply(admin).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackFailure.Unrestored("Kafka does not tell or take what is restored: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StackFailure.Interrupted();
        }
    }

    /**
     * @param what it is waited for, for the message
     * @throws StackFailure.Unrestored where it takes longer
     */
    void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new StackFailure.Unrestored("waited in vain for Kafka " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new StackFailure.Interrupted();
            }
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
