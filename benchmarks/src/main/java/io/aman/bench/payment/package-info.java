/** What a payment's promises cost, against a service that makes none. */
@NullMarked
package io.aman.bench.payment;

import org.jspecify.annotations.NullMarked;
