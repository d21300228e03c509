package io.aman.security.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.ClientFacts;
import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.detector.Crowd;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Source;
import io.aman.security.reputation.AddressFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The process is killed before and after each step of each sign-in, and the sign-in is told again. */
class CrashTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final AddressFacts NOWHERE =
            new AddressFacts(new Place(null, null, null), Anonymity.NONE, Set.of(), false);

    private static final class Killed extends RuntimeException {}

    /** Dies at one of its steps, once. */
    private static final class Mortal implements Memory {

        private final HeapMemory memory = new HeapMemory();
        private final int diesAt;
        private int steps;

        Mortal(int diesAt) {
            this.diesAt = diesAt;
        }

        private <T> T step(Supplier<T> work) {
            mayDie();
            var result = work.get();
            mayDie();
            return result;
        }

        private void mayDie() {
            if (++steps == diesAt) {
                throw new Killed();
            }
        }

        @Override
        public Profile profile(String userId) {
            return step(() -> memory.profile(userId));
        }

        @Override
        public Lesson learn(String userId, String cause, Instant at, Function<Profile, Lesson> lesson) {
            return step(() -> memory.learn(userId, cause, at, lesson));
        }

        @Override
        public Source source(String address) {
            return step(() -> memory.source(address));
        }

        @Override
        public Source tried(SignIn signIn, boolean isStranger) {
            return step(() -> memory.tried(signIn, isStranger));
        }

        @Override
        public Crowd crowd(Instant at) {
            return step(() -> memory.crowd(at));
        }

        @Override
        public Crowd seen(SignIn signIn, boolean isStranger) {
            return step(() -> memory.seen(signIn, isStranger));
        }
    }

    private record Run(List<List<Signal>> signals, Profile profile, Source source, int steps) {}

    @Test
    void whereverItIsKilledNothingIsForgottenAndNothingCountsTwice() {
        var whole = run(Integer.MAX_VALUE);
        assertThat(whole.signals.getLast()).extracting(Signal::kind).contains(Kind.FAILURES_THEN_SUCCESS);
        assertThat(whole.signals.get(10)).extracting(Signal::kind).contains(Kind.BRUTE_FORCE);

        for (int diesAt = 1; diesAt <= whole.steps; diesAt++) {
            var killed = run(diesAt);
            assertThat(killed.signals).as("killed at step %d", diesAt).isEqualTo(whole.signals);
            assertThat(killed.profile).as("killed at step %d", diesAt).isEqualTo(whole.profile);
            assertThat(killed.source).as("killed at step %d", diesAt).isEqualTo(whole.source);
        }
    }

    private static Run run(int diesAt) {
        var memory = new Mortal(diesAt);
        var observe = new Observe(memory, new Detection(Detection::usual));
        var signals = new ArrayList<List<Signal>>();
        IntStream.rangeClosed(0, 12).mapToObj(CrashTest::signIn).forEach(signIn -> {
            try {
                signals.add(observe.ended(signIn, NOWHERE, _ -> List.of()));
            } catch (Killed _) {
                signals.add(observe.ended(signIn, NOWHERE, _ -> List.of()));
            }
        });
        return new Run(signals, memory.memory.profile("usr_1"), memory.memory.source("203.0.113.7"), memory.steps);
    }

    /** A success, eleven failures, and a success again. */
    private static SignIn signIn(int number) {
        return new SignIn(
                "act_" + number,
                "account-of-usr-1",
                "usr_1",
                "ses_1",
                number == 0 || number == 12,
                "203.0.113.7",
                null,
                new ClientFacts("DESKTOP", "Firefox 140", "Linux", null, null),
                NOW.plusSeconds(number),
                false,
                false);
    }
}
