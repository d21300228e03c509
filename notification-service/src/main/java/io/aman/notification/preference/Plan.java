package io.aman.notification.preference;

import java.time.Instant;

/** When a medium tells of something. */
public sealed interface Plan {

    /** Never: it is switched off. */
    record Off() implements Plan {}

    record AtOnce() implements Plan {}

    /** Not before that, since these are quiet hours. */
    record Later(Instant at) implements Plan {}

    /** Together with others at the end of a window, which is in no quiet hours. */
    record Together(Instant windowEnd) implements Plan {}
}
