package io.aman.security.signal;

import io.aman.events.SecurityEvent;
import io.aman.security.detector.Crowd;
import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Source;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What is remembered of persons, of addresses and of everybody. Telling it the same sign-in twice changes nothing. */
public interface Memory {

    /**
     * What a sign-in teaches of its person.
     *
     * @param after how the person is remembered from now on
     * @param events what is told together with that
     */
    record Lesson(Profile after, List<Signal> signals, List<SecurityEvent> events) {}

    /** A fresh one where nothing is remembered. */
    Profile profile(String userId);

    /**
     * Learns something of a person, with what it tells in the same write.
     *
     * @param cause what it follows from; what is told has ids derived from it
     * @param lesson asked again where somebody else was faster
     * @return the lesson that was kept
     */
    Lesson learn(String userId, String cause, Instant at, Function<Profile, Lesson> lesson);

    Source source(String address);

    /** Adds a try and answers with what is remembered afterwards. */
    Source tried(SignIn signIn, boolean isStranger);

    /** Everybody as of that time. */
    Crowd crowd(Instant at);

    /** Adds a sign-in and answers with everybody afterwards. */
    Crowd seen(SignIn signIn, boolean isStranger);
}
