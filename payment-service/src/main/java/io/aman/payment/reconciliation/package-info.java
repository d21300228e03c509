/** Resolves attempts that a crash, a timeout or a silent provider left open. */
@NullMarked
package io.aman.payment.reconciliation;

import org.jspecify.annotations.NullMarked;
