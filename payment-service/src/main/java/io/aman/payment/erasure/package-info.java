/** Forgets a person on request, while the money's trail stays whole. */
@NullMarked
package io.aman.payment.erasure;

import org.jspecify.annotations.NullMarked;
