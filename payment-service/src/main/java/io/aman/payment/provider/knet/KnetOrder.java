package io.aman.payment.provider.knet;

import io.aman.events.Money;

/**
 * What is to be paid, before anybody is sent to KNET.
 *
 * @param ref what we call the payment at KNET
 */
record KnetOrder(String ref, String paymentId, Money amount) {}
