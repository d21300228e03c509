package io.aman.payment.payment;

import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.RefundAnswer;
import java.time.Instant;

/**
 * The latest look at something whose outcome is open.
 *
 * @param answer what the provider said, as a trail keeps it
 */
record Look(Instant at, String answer) {

    static Look of(ProviderAnswer answer, Instant at) {
        return new Look(at, Heard.of(answer));
    }

    static Look of(RefundAnswer answer, Instant at) {
        return new Look(at, Heard.of(answer));
    }
}
