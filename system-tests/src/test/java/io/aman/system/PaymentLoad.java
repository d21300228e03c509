package io.aman.system;

import io.aman.local.demo.Api.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * Customers who pay one thing after another and, as a good client does, send a call again under the same key until it
 * is answered.
 */
final class PaymentLoad implements AutoCloseable {

    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration GIVE_UP = Duration.ofMinutes(3);

    /** A payment whose capture was acknowledged to its customer. */
    record Acknowledged(Customer customer, String paymentId, String reference) {}

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();

    private PaymentLoad() {}

    static PaymentLoad of(List<Customer> customers) {
        var load = new PaymentLoad();
        customers.forEach(customer -> {
            load.running.incrementAndGet();
            load.threads.execute(() -> load.payUntilStopped(customer));
        });
        return load;
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Waits until {@code more} payments were acknowledged from now on. */
    void awaitMore(int more, Duration patience) {
        var target = acknowledged.size() + more;
        Awaitility.await().atMost(patience).until(() -> acknowledged.size() >= target);
    }

    /** Begins no new payment, and waits until those under way are acknowledged. */
    void finish(Duration patience) {
        stop.set(true);
        Awaitility.await().atMost(patience).until(() -> running.get() == 0);
    }

    private void payUntilStopped(Customer customer) {
        try {
            for (var i = 0; !stop.get(); i++) {
                pay(customer, "%s-%04d".formatted(customer.email(), i));
            }
        } finally {
            running.decrementAndGet();
        }
    }

    private void pay(Customer customer, String reference) {
        var payment = insist(customer, () -> customer.create("create-" + reference, 12_500), is(201))
                .field("id");
        insist(customer, () -> customer.confirm("confirm-" + reference, payment), inState("AUTHORIZED", "CAPTURED"));
        insist(customer, () -> customer.capture("capture-" + reference, payment), inState("CAPTURED"));
        acknowledged.add(new Acknowledged(customer, payment, reference));
    }

    /** Asks until the answer is good; a client that was told "processing" looks at the payment instead. */
    private static Answer insist(Customer customer, Supplier<Answer> call, Predicate<Answer> good) {
        var last = new Answer[1];
        Awaitility.await("an acknowledgement")
                .atMost(GIVE_UP)
                .pollDelay(Duration.ZERO)
                .pollInterval(RETRY)
                .until(() -> {
                    last[0] = attempt(customer, call);
                    return last[0] != null && good.test(last[0]);
                });
        return last[0];
    }

    private static Answer attempt(Customer customer, Supplier<Answer> call) {
        try {
            var answer = call.get();
            if (answer.status() == 401) {
                customer.signInAgain();
            }
            return answer.status() == 202 ? customer.api().get("/api/payments/" + answer.field("id")) : answer;
        } catch (UncheckedIOException _) {
            return null; // no answer: ask again under the same key
        }
    }

    private static Predicate<Answer> is(int status) {
        return answer -> answer.status() == status;
    }

    private static Predicate<Answer> inState(String... states) {
        return answer -> answer.status() == 200 && List.of(states).contains(answer.field("state"));
    }

    @Override
    public void close() {
        stop.set(true);
        threads.close();
    }
}
