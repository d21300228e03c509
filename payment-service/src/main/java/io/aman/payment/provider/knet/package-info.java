/** KNET: redirect to its page, encrypted callbacks that prove nothing, inquiries that do, refunds without a key. */
@NullMarked
package io.aman.payment.provider.knet;

import org.jspecify.annotations.NullMarked;
