package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import io.aman.system.Purchase.Acknowledged;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Customers who buy one thing after another, and a clerk who gives some of the money back. */
final class PaymentLoad implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();
    private final Person clerk;
    private final AtProviders providers;

    private PaymentLoad(LocalStack stack) {
        clerk = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        providers = new AtProviders(stack);
    }

    static PaymentLoad of(LocalStack stack, List<Customer> customers) {
        var load = new PaymentLoad(stack);
        for (var i = 0; i < customers.size(); i++) {
            var first = i;
            load.running.incrementAndGet();
            load.threads.execute(() -> load.buyUntilStopped(customers.get(first), first));
        }
        return load;
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Waits until {@code more} purchases were acknowledged from now on. */
    void awaitMore(int more, Duration patience) {
        var target = acknowledged.size() + more;
        await(patience).until(() -> acknowledged.size() >= target);
    }

    /** Begins no new purchase, and waits until those under way are acknowledged. */
    void finish(Duration patience) {
        stop.set(true);
        await(patience).until(() -> running.get() == 0);
    }

    private ConditionFactory await(Duration patience) {
        return Awaitility.await()
                .atMost(patience)
                .failFast(() -> assertThat(failures).as("customers who gave up").isEmpty());
    }

    /** @param first the number of the first order, so that customers who begin together buy different things */
    private void buyUntilStopped(Customer customer, int first) {
        try {
            for (var number = first; !stop.get(); number++) {
                var order = Order.of("%s-%04d".formatted(customer.email(), number), number);
                acknowledged.add(new Purchase(customer, clerk, providers, order).run());
            }
        } catch (RuntimeException | Error e) {
            failures.add(e);
            throw e;
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public void close() {
        stop.set(true);
        threads.close();
    }
}
