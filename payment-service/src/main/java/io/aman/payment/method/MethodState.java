package io.aman.payment.method;

/** How far the provider has come with a payment method. */
enum MethodState {
    /** Asked to keep it; the answer is not known. */
    ATTACHING,
    /** Kept, and good for payments. */
    ACTIVE,
    /** Asked to forget it; the answer is not known. */
    DETACHING
}
