package io.aman.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Shows what parts wrote last and what they write from now on, until it is interrupted or nobody reads it. */
final class LogFollower {

    private static final Duration POLL = Duration.ofMillis(200);

    private static final int LAST_OF_ONE = 100;

    private static final int LAST_OF_MANY = 10;

    private final LocalStack stack;
    private final PrintStream out;

    LogFollower(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    void follow(List<String> parts) {
        var alone = parts.size() == 1;
        var tails = parts.stream()
                .map(part -> new LogTail(
                        stack.log(part), line -> out.println(alone ? line : "%-20s | %s".formatted(part, line))))
                .toList();
        tails.forEach(tail -> tail.last(alone ? LAST_OF_ONE : LAST_OF_MANY));
        while (!out.checkError()) {
            tails.forEach(LogTail::poll);
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
