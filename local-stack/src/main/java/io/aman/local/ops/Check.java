package io.aman.local.ops;

import java.util.List;

/** One thing that {@code ./aman ops check} looks at. */
interface Check {

    /** As it is printed, and by which it is said to be skipped. */
    String name();

    Outcome run();

    /** What a check found. */
    sealed interface Outcome {}

    /** @param detail how much was looked at */
    record Passed(String detail) implements Outcome {}

    /** @param complaints one line each, at least one */
    record Failed(List<String> complaints) implements Outcome {}

    /**
     * Not looked at on this machine.
     *
     * @param reason what is missing, and what would bring it
     */
    record Skipped(String reason) implements Outcome {}

    /** Passed where nothing is complained about. */
    static Outcome of(List<String> complaints, String detail) {
        return complaints.isEmpty() ? new Passed(detail) : new Failed(List.copyOf(complaints));
    }
}
