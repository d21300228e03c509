/** PayPal's REST API as far as Aman uses it. */
@NullMarked
package io.aman.local.sandbox.paypal;

import org.jspecify.annotations.NullMarked;
