package io.aman.platform.idempotency;

/** Keys in the document that the call changes. */
class IdempotentWithinHttpTest extends IdempotentHttpContract {

    @Override
    boolean within() {
        return true;
    }
}
