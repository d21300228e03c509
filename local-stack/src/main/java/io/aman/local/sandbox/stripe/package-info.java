/** Stripe's payment API as far as Aman uses it. */
@NullMarked
package io.aman.local.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
