package io.aman.bench.growth;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Makes calls in turn, one after the other, and tells how long half of each take at most.
 *
 * @param warmUp rounds before it counts: what is measured first must not be what is measured cold
 * @param rounds that count
 */
record Medians(int warmUp, int rounds) {

    static final Medians WARM = new Medians(300, 200);

    /**
     * Milliseconds, by what is asked.
     *
     * @param calls each is told the number of the round
     */
    Map<String, Double> of(Map<String, IntConsumer> calls) {
        var nanos = new LinkedHashMap<String, long[]>();
        for (var round = -warmUp; round < rounds; round++) {
            for (var call : calls.entrySet()) {
                var begin = System.nanoTime();
                call.getValue().accept(Math.abs(round));
                var taken = System.nanoTime() - begin;
                if (round >= 0) {
                    nanos.computeIfAbsent(call.getKey(), _ -> new long[rounds])[round] = taken;
                }
            }
        }
        var medians = new LinkedHashMap<String, Double>();
        nanos.forEach((call, all) -> {
            Arrays.sort(all);
            medians.put(call, all[rounds / 2] / 1e6);
        });
        return medians;
    }
}
