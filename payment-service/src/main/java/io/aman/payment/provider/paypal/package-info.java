/** PayPal: orders that the payer approves on its page, authorizations, captures, refunds, disputes, signed webhooks. */
@NullMarked
package io.aman.payment.provider.paypal;

import org.jspecify.annotations.NullMarked;
