package io.aman.payment.provider;

import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;

/** What came back from a provider that was asked whether the payer disputes a payment. */
public sealed interface DisputeAnswer permits DisputeAnswer.None, DisputeAnswer.Stands, Unknown, NotSent {

    /** Nobody ever did, as far as the provider tells. */
    record None() implements DisputeAnswer {}

    record Stands(DisputeStatus status) implements DisputeAnswer {}
}
