package io.aman.notification.delivery;

/** How an attempt to send ended. Reasons are codes, such as {@code smtp-550}; they quote neither address nor text. */
public sealed interface Outcome {

    /** The next hop has taken responsibility for the message. */
    record Sent() implements Outcome {}

    /** This message will never be accepted; others may. */
    record Refused(String reason) implements Outcome {}

    /** Not now, or nobody knows where that does no harm: to be tried again. */
    record Deferred(String reason) implements Outcome {}

    /** It may have gone out: to be tried again as often as {@link Channel#sendsInDoubt} allows. */
    record Unknown(String reason) implements Outcome {}
}
