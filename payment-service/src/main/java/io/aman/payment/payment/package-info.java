/** Payments: create, confirm, capture, look at, and the trail of who did what. */
@NullMarked
package io.aman.payment.payment;

import org.jspecify.annotations.NullMarked;
