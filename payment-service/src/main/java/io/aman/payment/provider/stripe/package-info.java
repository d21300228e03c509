/** Stripe: PaymentIntents with manual capture, and their webhooks. */
@NullMarked
package io.aman.payment.provider.stripe;

import org.jspecify.annotations.NullMarked;
