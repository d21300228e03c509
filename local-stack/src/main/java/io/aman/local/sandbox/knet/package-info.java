/** Plays KNET: the payment page, the merchant's callback, inquiries and refunds. */
@NullMarked
package io.aman.local.sandbox.knet;

import org.jspecify.annotations.NullMarked;
