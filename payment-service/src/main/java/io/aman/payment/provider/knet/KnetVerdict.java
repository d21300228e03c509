package io.aman.payment.provider.knet;

/** How an attempt stands, as far as KNET's answers to inquiries say. */
sealed interface KnetVerdict {

    /** The payer has the page's address and has not been seen to use it. */
    record AwaitsPayer() implements KnetVerdict {}

    /** The bank has not said. */
    record Pending() implements KnetVerdict {}

    /** All of the amount was taken. */
    record Captured() implements KnetVerdict {}

    /** It was taken, and KNET has given it back, as it does when it missed our acknowledgement. */
    record Voided() implements KnetVerdict {}

    /** @param code ours, in lower case */
    record Failed(String code) implements KnetVerdict {}

    /** KNET has never heard of it, for so long that nobody will pay any more. */
    record Expired() implements KnetVerdict {}

    /** KNET could not be asked, or its answer is not to be believed. */
    record NotKnown(String reason) implements KnetVerdict {}
}
