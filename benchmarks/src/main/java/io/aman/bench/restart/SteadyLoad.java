package io.aman.bench.restart;

import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * People who pay, look, refresh and sign in, so many requests a second whatever becomes of them, each made once: what
 * fails is kept and not repeated. Of each 100 three are a payment's steps, two refresh, and one in four times signs in.
 */
final class SteadyLoad implements AutoCloseable {

    private static final String PASSWORD = "a long enough password";
    private static final int PAYERS = 24;
    private static final int OTHERS = 8;
    private static final int ROUND = 100;

    /** A payment on its way; nothing else asks for its next step. */
    record Purchase(Person payer, String id, String reference) {}

    /** @param during what was done to the stack at that time */
    record Failure(String what, String during, String how) {}

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Person> payers;
    private final Queue<Person> refreshing = new ConcurrentLinkedQueue<>();
    private final Queue<Person> signingIn = new ConcurrentLinkedQueue<>();
    private final Queue<Purchase> created = new ConcurrentLinkedQueue<>();
    private final Queue<Purchase> confirmed = new ConcurrentLinkedQueue<>();
    private final Queue<Purchase> captured = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final long intervalNanos;
    private final Thread clock;
    private volatile String during = "nothing";
    private volatile Duration rise = Duration.ZERO;
    private volatile long since;
    private volatile boolean stop;
    private volatile Duration ran = Duration.ZERO;

    private SteadyLoad(Api gateway, int perSecond) {
        payers = people(gateway, "payer", PAYERS);
        refreshing.addAll(payers); // before their tokens expire
        refreshing.addAll(people(gateway, "refresher", OTHERS));
        signingIn.addAll(people(gateway, "comer", OTHERS));
        intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        clock = Thread.ofPlatform().name("steady-load").unstarted(this::tick);
    }

    static SteadyLoad on(LocalStack stack, int perSecond) {
        return new SteadyLoad(Api.at(stack.gateway()), perSecond);
    }

    /** Begins, rising for a third of that time, and returns after it; what was measured is forgotten, but for what failed. */
    void go(Duration warmUp) {
        rise = warmUp.dividedBy(3);
        clock.start();
        LockSupport.parkNanos(warmUp.toNanos());
        latencies.clear();
        since = System.nanoTime();
    }

    private static List<Person> people(Api gateway, String kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var person = new Person(gateway, "rolling-%s-%d@example.com".formatted(kind, i), PASSWORD);
                    expect(202, person.register(kind, "en"));
                    expect(200, person.signIn());
                    return person;
                })
                .toList();
    }

    /** From a tenth of them to all, so that what is cold is not buried by what it cannot answer yet. */
    private void tick() {
        var begin = System.nanoTime();
        var due = begin;
        for (var number = 0; !stop; number++) {
            var share = Math.min(1, 0.1 + (double) (due - begin) / rise.toNanos());
            due += Math.round(intervalNanos / share);
            for (var now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            var slot = number;
            threads.execute(() -> timed(slot));
        }
    }

    private void timed(int number) {
        var what = new String[] {"?"};
        var begin = System.nanoTime();
        try {
            request(number, what);
        } catch (RuntimeException | AssertionError e) {
            var cause = e.getCause() == null ? "" : " by " + e.getCause();
            failures.add(new Failure(what[0], during, e + cause));
        }
        latencies.add(System.nanoTime() - begin);
    }

    private void request(int number, String[] what) {
        var payer = payers.get(number % PAYERS);
        what[0] = "look";
        switch (number % ROUND) {
            case 0 -> create(payer, number, what);
            case 31 -> confirm(created.poll(), payer, what);
            case 61 -> capture(confirmed.poll(), payer, what);
            case 20, 70 -> refresh(refreshing.poll(), payer, what);
            case 90 -> signIn(number / ROUND % 4 == 0 ? signingIn.poll() : null, payer, what);
            default -> read(payer, number % 10);
        }
    }

    private static void read(Person payer, int kind) {
        switch (kind) {
            case 2 -> expect(200, payer.api().get("/api/sessions"));
            case 6 -> expect(200, payer.api().get("/api/notifications?limit=5"));
            default -> look(payer);
        }
    }

    private static void look(Person payer) {
        expect(200, payer.api().get("/api/payments?limit=5"));
    }

    private void create(Person payer, int number, String[] what) {
        what[0] = "create";
        var reference = "rolling-%06d".formatted(number);
        var answer = payer.api()
                .once("create-" + reference)
                .post(
                        "/api/payments",
                        Map.of(
                                "amountMinor",
                                1_000 + number % 1_000,
                                "currency",
                                "KWD",
                                "provider",
                                "stripe",
                                "reference",
                                reference));
        created.add(new Purchase(payer, expect(201, answer).field("id"), reference));
    }

    private void confirm(@Nullable Purchase purchase, Person payer, String[] what) {
        if (purchase == null) {
            look(payer);
            return;
        }
        what[0] = "confirm";
        step(purchase, "confirm", Map.of("paymentMethod", "pm_card_visa"));
        confirmed.add(purchase);
    }

    private void capture(@Nullable Purchase purchase, Person payer, String[] what) {
        if (purchase == null) {
            look(payer);
            return;
        }
        what[0] = "capture";
        step(purchase, "capture", Map.of());
        captured.add(purchase);
    }

    private static void step(Purchase purchase, String step, Map<String, ?> body) {
        expect(
                200,
                purchase.payer()
                        .api()
                        .once(step + "-" + purchase.reference())
                        .post("/api/payments/%s/%s".formatted(purchase.id(), step), body));
    }

    /** A refresh token counts once: nobody else has this person meanwhile. */
    private void refresh(@Nullable Person person, Person payer, String[] what) {
        if (person == null) {
            look(payer);
            return;
        }
        what[0] = "refresh";
        expect(200, person.refreshed());
        refreshing.add(person);
    }

    private void signIn(@Nullable Person person, Person payer, String[] what) {
        if (person == null) {
            look(payer);
            return;
        }
        what[0] = "sign-in";
        expect(200, person.signIn());
        signingIn.add(person);
    }

    private static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("answered %d: %s".formatted(answer.status(), answer.text()));
        }
        return answer;
    }

    void note(String happens) {
        during = happens;
    }

    /** Sends nothing more, and waits for what is under way. */
    void finish() {
        stop = true;
        try {
            clock.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        ran = Duration.ofNanos(System.nanoTime() - since);
        threads.close();
    }

    /** Requests so far, since the warm-up. */
    int made() {
        return latencies.size();
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    List<Purchase> captured() {
        return List.copyOf(captured);
    }

    /** Those whose refresh token was changed again and again. */
    List<Person> refreshers() {
        return List.copyOf(refreshing);
    }

    static int refresherCount() {
        return PAYERS + OTHERS;
    }

    @Override
    public String toString() {
        var ran = stop ? this.ran : Duration.ofNanos(System.nanoTime() - since);
        var sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        return "%d requests in %d s (%.0f/s), %d failed; half within %d ms, 99%% within %d ms, the slowest %d ms"
                .formatted(
                        sorted.length,
                        ran.toSeconds(),
                        sorted.length * 1e9 / ran.toNanos(),
                        failures.size(),
                        millis(sorted, 0.5),
                        millis(sorted, 0.99),
                        millis(sorted, 1));
    }

    private static long millis(long[] sorted, double share) {
        return Duration.ofNanos(sorted[(int) Math.ceil(share * sorted.length) - 1])
                .toMillis();
    }

    @Override
    public void close() {
        finish();
    }
}
