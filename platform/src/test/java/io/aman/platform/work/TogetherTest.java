package io.aman.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {

    private static final Duration A_WHILE = Duration.ofMillis(50);

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();

    @Test
    void whatIsAskedForMeanwhileIsDoneInOneGoAndEachHasItsOwnAnswer() throws Exception {
        var doubled = together(100, n -> 2 * n);

        assertThat(askAtOnce(doubled, 40))
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(n -> 2 * n).toList());
        assertThat(sizes).hasSizeLessThan(10);
    }

    @Test
    void noMoreAreDoneAtOnceThanIsAllowed() throws Exception {
        assertThat(askAtOnce(together(7, n -> n), 40)).hasSize(40);
        assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1, 7));
    }

    @Test
    void whereItFailsAllWhoAskedAreToldAndTheNextIsDoneAgain() {
        var some = together(10, n -> {
            if (n < 0) {
                throw new IllegalArgumentException("below zero");
            }
            return n;
        });

        assertThatThrownBy(() -> some.ask(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(some.ask(1)).isEqualTo(1);
    }

    @Test
    void nobodyIsForgottenHoweverTheyCome() throws Exception {
        var some = new Together<Integer, Integer>(Duration.ZERO, 3, all -> all);
        assertThat(askAtOnce(some, 5_000)).hasSize(5_000);
    }

    private Together<Integer, Integer> together(int atMost, Function<Integer, Integer> one) {
        return new Together<>(A_WHILE, atMost, all -> {
            sizes.add(all.size());
            return all.stream().map(one).toList();
        });
    }

    private static List<Integer> askAtOnce(Together<Integer, Integer> some, int times) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, times)
                    .<Callable<Integer>>mapToObj(n -> () -> some.ask(n))
                    .toList();
            return threads.invokeAll(asked).stream()
                    .map(answer -> answer.resultNow())
                    .toList();
        }
    }
}
