/** Keeps card numbers out of the service, whatever field they come in. */
@NullMarked
package io.aman.payment.card;

import org.jspecify.annotations.NullMarked;
