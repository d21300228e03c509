package io.aman.platform.idempotency;

class IdempotentHttpTest extends IdempotentHttpContract {

    @Override
    boolean within() {
        return false;
    }
}
