package io.aman.bench.restart;

import io.aman.bench.BenchStacks;
import io.aman.bench.Benchmark;
import io.aman.bench.CpuTime;
import io.aman.bench.Verdict;
import io.aman.bench.restart.SteadyLoad.Purchase;
import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Every service is replaced in turn while people pay, look, refresh and sign in: no request fails, every session goes on,
 * and each payment that was taken is told once by mail and once in the inbox.
 */
public final class RollingRestart implements Benchmark {

    private static final int PER_SECOND = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int perSecond;
    private final List<String> services;
    private final Duration warmUp;
    private final Duration calm;

    public RollingRestart() {
        this(PER_SECOND, List.of(), Duration.ofSeconds(150), Duration.ofSeconds(15));
    }

    /**
     * @param services all where it is empty
     * @param calm how long it is looked at before anything is replaced
     */
    RollingRestart(int perSecond, List<String> services, Duration warmUp, Duration calm) {
        this.perSecond = perSecond;
        this.services = services;
        this.warmUp = warmUp;
        this.calm = calm;
    }

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String about() {
        return "every service replaced in turn under %d requests/s: 0 failed, 0 events lost".formatted(PER_SECOND);
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting all parts");
        var stack = stacks.startWhole().stack();
        var load = stacks.closing(SteadyLoad.on(stack, perSecond));
        progress.accept("warming up for %d s".formatted(warmUp.toSeconds()));
        load.go(warmUp);
        progress.accept("before anything is replaced: " + calm(stack, load));
        var upkeep = stack.upkeep();
        for (var service : services.isEmpty() ? upkeep.replaceable() : services) {
            load.note(service);
            upkeep.replace(List.of(service), progress);
        }
        load.finish();
        load.failures().stream().limit(20).forEach(failure -> progress.accept(failure.toString()));
        return List.of(verdict(stack, load));
    }

    /** What it costs while nothing is done to the stack. */
    private String calm(LocalStack stack, SteadyLoad load) {
        var cpu = CpuTime.of(LocalStack.PARTS, stack);
        var before = load.made();
        cpu.during(() -> {
            LockSupport.parkNanos(calm.toNanos());
            return calm;
        });
        return load + "; processor time a request: " + cpu.line(Math.max(1, load.made() - before));
    }

    private Verdict verdict(LocalStack stack, SteadyLoad load) {
        var sessions = load.refreshers().stream()
                .filter(person -> person.refreshed().status() == 200)
                .count();
        var notOnce = toldNotOnce(stack, load);
        var figures = String.format(
                Locale.ROOT,
                "%s; %d of %d sessions go on; %d payments captured, %d not told once",
                load,
                sessions,
                SteadyLoad.refresherCount(),
                load.captured().size(),
                notOnce);
        var met = load.failures().isEmpty()
                && !load.captured().isEmpty()
                && sessions == SteadyLoad.refresherCount()
                && notOnce == 0;
        return new Verdict("rolling-restart", figures, "0 failed, 0 events lost", met);
    }

    /** How many payments are not told exactly once by mail and in the inbox, when that has had its time. */
    private static long toldNotOnce(LocalStack stack, SteadyLoad load) {
        var mail = Api.at(stack.ports().mailUri());
        var byPayer = load.captured().stream().collect(Collectors.groupingBy(Purchase::payer));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var left = notOnce(mail, byPayer);
        while (left > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            left = notOnce(mail, byPayer);
        }
        return left;
    }

    private static long notOnce(Api mail, Map<Person, List<Purchase>> byPayer) {
        return byPayer.entrySet().stream()
                .mapToLong(one -> notMailedOnce(mail, one.getKey(), one.getValue())
                        + Math.abs(inboxed(one.getKey()) - one.getValue().size()))
                .sum();
    }

    private static long notMailedOnce(Api mail, Person payer, List<Purchase> purchases) {
        var mails = mail.get("/api/mails?to=" + payer.email())
                .elements()
                .map(one -> one.path("html").asString(""))
                .toList();
        return purchases.stream()
                .filter(purchase -> mails.stream()
                                .filter(html -> html.contains(purchase.reference()))
                                .count()
                        != 1)
                .count();
    }

    private static long inboxed(Person payer) {
        var receipts = 0L;
        var from = "";
        do {
            var page = payer.api().get("/api/notifications?limit=100" + from).body();
            receipts += page.path("items")
                    .valueStream()
                    .filter(entry -> entry.path("type").asString("").equals("payment-receipt"))
                    .count();
            var next = page.path("nextCursor").asString("");
            from = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!from.isEmpty());
        return receipts;
    }
}
