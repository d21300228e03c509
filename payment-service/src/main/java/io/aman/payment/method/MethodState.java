package io.aman.payment.method;

/** How far the provider has come with a payment method. */
enum MethodState {
    /** Asked to keep it; the answer is not known. */
    ATTACHING,
    /** The payer must act before it is kept. */
    REQUIRES_ACTION,
    /** Kept, and good for payments. */
    ACTIVE,
    /** Never kept: the payer did not act, or the provider said no; shown for a while. */
    FAILED,
    /** Asked to forget it; the answer is not known. */
    DETACHING
}
