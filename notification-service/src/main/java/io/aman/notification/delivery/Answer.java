package io.aman.notification.delivery;

import java.util.List;

/**
 * What an attempt came to.
 *
 * @param outcome of the attempt as a whole
 * @param asked every provider that was asked, in order
 */
record Answer(Outcome outcome, List<Asked> asked) {

    record Asked(String provider, Outcome outcome) {}

    Answer {
        asked = List.copyOf(asked);
    }

    static Answer of(String provider, Outcome outcome) {
        return new Answer(outcome, List.of(new Asked(provider, outcome)));
    }
}
