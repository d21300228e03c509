package io.aman.payment.invoice;

import io.aman.platform.Ids;

/** An invoice's id: {@code inv_} and 32 hexadecimal digits. */
record InvoiceId(String value) {

    private static final String PREFIX = "inv_";

    /** The id of the invoice that an operation creates, however often the operation is run. */
    static InvoiceId createdBy(String operation) {
        return new InvoiceId(Ids.derived(PREFIX, operation));
    }

    @Override
    public String toString() {
        return value;
    }
}
