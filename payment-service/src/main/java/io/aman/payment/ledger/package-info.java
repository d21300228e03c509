/** Compares each day what we booked with the provider's own record of it. */
@NullMarked
package io.aman.payment.ledger;

import org.jspecify.annotations.NullMarked;
