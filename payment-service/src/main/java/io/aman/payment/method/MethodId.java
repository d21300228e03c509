package io.aman.payment.method;

import io.aman.platform.Ids;

/** A saved payment method's id: {@code pmt_} and 32 hexadecimal digits. */
record MethodId(String value) {

    private static final String PREFIX = "pmt_";

    /** The id of the method that an operation attaches, however often the operation is run. */
    static MethodId attachedBy(String operation) {
        return new MethodId(Ids.derived(PREFIX, operation));
    }

    @Override
    public String toString() {
        return value;
    }
}
