package io.aman.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does a thing many times in parallel. */
public final class AtOnce {

    private AtOnce() {}

    /**
     * Runs {@code work} with the numbers below {@code times}, all at once.
     *
     * @return the results in the order of the numbers
     * @throws ExecutionException with what one of them threw
     */
    public static <T> List<T> run(int times, IntFunction<T> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(IntStream.range(0, times)
                    .mapToObj(n -> (Callable<T>) () -> work.apply(n))
                    .toList())) {
                results.add(future.get());
            }
            return results;
        }
    }
}
