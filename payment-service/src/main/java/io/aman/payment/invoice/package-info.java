/** Invoices: drafts, gapless numbers, payment, credit notes, and their documents in English and Arabic. */
@NullMarked
package io.aman.payment.invoice;

import org.jspecify.annotations.NullMarked;
