package io.aman.payment.payment;

import io.aman.platform.Ids;

/** A payment's id: {@code pay_} and 32 hexadecimal digits. */
public record PaymentId(String value) {

    private static final String PREFIX = "pay_";

    /** The id of the payment that an operation creates, however often the operation is run. */
    static PaymentId createdBy(String operation) {
        return new PaymentId(Ids.derived(PREFIX, operation));
    }

    @Override
    public String toString() {
        return value;
    }
}
