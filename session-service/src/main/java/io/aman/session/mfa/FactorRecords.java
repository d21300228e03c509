package io.aman.session.mfa;

import io.aman.events.AccountEvent;
import java.util.List;

/** What is kept of people's second factors: one record a person. */
public interface FactorRecords {

    /**
     * A record as it is to be, what is told of that, and what the caller wants to know.
     *
     * @param told published with the change, in the same write
     */
    record Change<T>(Factors after, List<AccountEvent> told, T result) {

        public Change {
            told = List.copyOf(told);
        }

        /** One that nobody is told of. */
        public static <T> Change<T> silent(Factors after, T result) {
            return new Change<>(after, List.of(), result);
        }
    }

    /** Decides on a change by the record as it is; tried again where somebody else was faster, so it only computes. */
    @FunctionalInterface
    interface Rule<T> {

        Change<T> apply(Factors before);
    }

    /** The record; an empty one where there is none. */
    Factors of(String userId);

    /** Changes it in one conditional write. A rule that throws, or changes and tells nothing, writes nothing. */
    <T> T change(String userId, Rule<T> rule);
}
