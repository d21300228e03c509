/** Payment methods that payers keep with a provider: attached, made the default, used, detached. */
@NullMarked
package io.aman.payment.method;

import org.jspecify.annotations.NullMarked;
