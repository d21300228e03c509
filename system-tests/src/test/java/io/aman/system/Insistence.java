package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Calls that are made again, under their key, until they are answered well; as a good client does. */
final class Insistence {

    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration GIVE_UP = Duration.ofMinutes(3);

    /** What no repetition makes good. */
    private static final Set<Integer> FINAL = Set.of(400, 403, 422);

    private final Runnable signInAgain;

    /** @param signInAgain what to do about a token that is not taken any more */
    Insistence(Runnable signInAgain) {
        this.signInAgain = signInAgain;
    }

    /** @param what is waited for, to be named if it does not come */
    Answer insist(String what, Supplier<Answer> call, Predicate<Answer> good) {
        var last = new Answer[1];
        Awaitility.await(what)
                .atMost(GIVE_UP)
                .pollDelay(Duration.ZERO)
                .pollInterval(RETRY)
                .failFast(() -> assertThat(last[0]).as(what).matches(Insistence::mayBecomeGood, "may become good"))
                .until(() -> {
                    last[0] = attempt(call);
                    return last[0] != null && good.test(last[0]);
                });
        return last[0];
    }

    private Answer attempt(Supplier<Answer> call) {
        try {
            var answer = call.get();
            if (answer.status() == 401) {
                signInAgain.run();
            }
            return answer;
        } catch (UncheckedIOException _) {
            return null; // no answer: ask again under the same key
        }
    }

    private static boolean mayBecomeGood(Answer answer) {
        return answer == null || !FINAL.contains(answer.status());
    }
}
