package io.aman.platform.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Does in one go what several threads ask for at about the same time; the first of them does it for all. */
public final class Together<A, R> {

    private record Asked<A, R>(A what, CompletableFuture<R> answer) {}

    private final Duration gather;
    private final int atMost;
    private final Function<List<A>, List<R>> work;
    private final Queue<Asked<A, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean gathering = new AtomicBoolean();

    /**
     * Nothing is done before it is asked for.
     *
     * @param gather how long the first one waits for others
     * @param atMost how many at once
     * @param work answers each, in this order; what it throws, all are answered with
     */
    public Together(Duration gather, int atMost, Function<List<A>, List<R>> work) {
        this.gather = gather;
        this.atMost = atMost;
        this.work = work;
    }

    /** Returns when it is done; called from virtual threads, of which many may wait. */
    public R ask(A what) {
        var asked = new Asked<A, R>(what, new CompletableFuture<>());
        waiting.add(asked);
        if (gathering.compareAndSet(false, true)) {
            LockSupport.parkNanos(gather.toNanos());
            gathering.set(false); // before taking: whoever comes later begins to gather anew
            for (var some = take(); !some.isEmpty(); some = take()) {
                doAll(some);
            }
        }
        try {
            return asked.answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private List<Asked<A, R>> take() {
        var some = new ArrayList<Asked<A, R>>();
        for (Asked<A, R> next; some.size() < atMost && (next = waiting.poll()) != null; ) {
            some.add(next);
        }
        return some;
    }

    private void doAll(List<Asked<A, R>> some) {
        try {
            var answers = work.apply(some.stream().map(Asked::what).toList());
            for (var i = 0; i < some.size(); i++) {
                some.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) { // nobody may wait forever
            some.forEach(asked -> asked.answer.completeExceptionally(e));
        }
    }
}
