package io.aman.security.signal;

import io.aman.events.SecurityEvent;
import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.reputation.AddressFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of persons, of addresses and of everybody, asked and told for many sign-ins at once. Telling it the
 * same sign-in twice changes nothing.
 */
public interface Memory {

    /** @param isStranger whether the account had never been used from around there */
    record Tried(SignIn signIn, AddressFacts facts, boolean isStranger) {}

    /**
     * What is told together with a lesson.
     *
     * @param cause the event it follows from: what is told has an id derived from it
     * @param traceparent the trace it belongs to
     */
    record Promise(String cause, Instant at, @Nullable String traceparent, SecurityEvent event) {}

    /**
     * What sign-ins teach of their person.
     *
     * @param after how the person is remembered from now on
     * @param at when the latest of them was
     * @param signals what was noticed, by event
     */
    record Lesson(Profile after, Instant at, Map<String, List<Signal>> signals, List<Promise> promises) {}

    /** A fresh one where nothing is remembered. */
    Profile profile(String userId);

    /** Persons as they were remembered when they were asked for. */
    interface People {

        /** A fresh one of whom nothing is remembered. */
        Map<String, Profile> profiles();

        /**
         * Learns something of each of them, with what it tells in the same write.
         *
         * @param lesson asked again, with what is remembered by then, where somebody else was faster
         * @return the lessons that were kept
         */
        Map<String, Lesson> learn(Function<Profile, Lesson> lesson);
    }

    People people(Set<String> userIds);

    /** Adds these tries; all that is remembered around them afterwards, of this and of other instances. */
    Around tried(List<Tried> tries);

    /** All that is remembered around a sign-in that is about to succeed. */
    Around around(SignIn signIn, AddressFacts facts);
}
