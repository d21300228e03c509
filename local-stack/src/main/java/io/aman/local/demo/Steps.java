package io.aman.local.demo;

import io.aman.local.demo.Api.Answer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Runs steps one by one, and tells of each what proves it or why it failed. */
final class Steps {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A step that did not show what it should. */
    static final class Unproven extends RuntimeException {
        Unproven(String message) {
            super(message);
        }
    }

    private final PrintStream out;
    private int passed;
    private int failed;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** @param proof does the step and tells what proves it */
    void step(String name, Supplier<String> proof) {
        try {
            var shown = proof.get();
            passed++;
            out.printf("  ok    %2d  %s%n            %s%n", passed + failed, name, shown);
        } catch (RuntimeException e) {
            failed++;
            out.printf("  FAIL  %2d  %s%n            %s%n", passed + failed, name, e.getMessage());
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Unproven(otherwise);
        }
    }

    /** @return the answer, which has that status */
    static Answer expect(int status, Answer answer) {
        require(answer.status() == status, "%d instead of %d: %s".formatted(answer.status(), status, answer.text()));
        return answer;
    }

    /** @return the answer, which tells that state */
    static Answer expectState(String state, Answer answer) {
        require(answer.field("state").equals(state), "not %s: %s".formatted(state, answer.text()));
        return answer;
    }

    /** Proves that it is refused, and tells how. */
    static String refused(int status, String code, Answer answer) {
        require(
                answer.status() == status && answer.field("code").equals(code),
                "not refused as %d %s: %d %s".formatted(status, code, answer.status(), answer.text()));
        return "%d %s".formatted(status, code);
    }

    /** Asks until there is an answer. */
    static <T> T await(String what, Supplier<Optional<T>> question) {
        return await(PATIENCE, what, question);
    }

    /** As above, for what takes longer than people like to wait. */
    static <T> T await(Duration patience, String what, Supplier<Optional<T>> question) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new Unproven("%s: not within %d s".formatted(what, patience.toSeconds()));
    }

    /** Prints the last line. @return how many failed */
    int finish() {
        out.printf("demo: %d passed, %d failed%n", passed, failed);
        return failed;
    }
}
