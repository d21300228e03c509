package io.aman.session.device;

import io.aman.events.DomainEvent;
import java.util.List;

/** Everybody's trusted devices. */
interface DeviceBooks {

    /**
     * A book as it is to be, what is told of that, and what the caller wants to know.
     *
     * @param told published with the change, in the same write
     */
    record Change<T>(DeviceBook after, List<DomainEvent> told, T result) {

        public Change {
            told = List.copyOf(told);
        }
    }

    /** Decides on a change by the book as it is; tried again where somebody else was faster, so it only computes. */
    interface Rule<T> {
        Change<T> apply(DeviceBook before);
    }

    DeviceBook of(String userId);

    /** Changes it in one conditional write. A rule that throws, or changes and tells nothing, writes nothing. */
    <T> T change(String userId, Rule<T> rule);
}
