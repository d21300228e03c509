/** Payments: what was asked of a provider, what it answered, and the trail of both. */
@NullMarked
package io.aman.payment;

import org.jspecify.annotations.NullMarked;
