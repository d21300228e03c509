package io.aman.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the ways into an account: second factors, password, trusted devices, recovery; on {@link Topics#SESSIONS}, keyed
 * by the user's id.
 *
 * <p>What must stay secret (link, code, telephone number) travels in {@link #sealed} alone: a JSON object of texts,
 * encrypted with {@link #sealingContext()} as associated data. Only who renders the message opens it. Each event that
 * tells of a change seals {@value #NOT_ME} there beside its own.
 */
public sealed interface AccountEvent extends DomainEvent
        permits FactorEvent, PasswordEvent, RecoveryEvent, DeviceEvent, SuspicionEvent {

    /** The sealed link by which the owner says that it was not them. */
    String NOT_ME = "notMe";

    /**
     * The sealed one-time link that a {@link PasswordEvent.PasswordResetRequested}, {@link
     * RecoveryEvent.RecoveryRequested} or {@link SuspicionEvent.SignInLocked} is about.
     */
    String LINK = "link";

    /** The sealed code of a {@link FactorEvent.CodeRequested}. */
    String CODE = "code";

    /** The sealed telephone number (E.164) or e-mail address that a code goes to. */
    String TO = "to";

    String userId();

    Instant at();

    Actor by();

    /** Null where nothing secret goes with it. */
    @Nullable
    String sealed();

    /** What {@link #sealed} is bound to. */
    default String sealingContext() {
        return sealingContext(getClass(), userId());
    }

    /** The same before the event is made: its type and whom it is about, so that no sealed text passes for another. */
    static String sealingContext(Class<? extends AccountEvent> type, String userId) {
        return EventCodec.typeOf(type) + "/" + userId;
    }
}
