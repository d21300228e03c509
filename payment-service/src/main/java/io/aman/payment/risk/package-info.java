/** Whether a payment may go on: by what security-service says of the risk, or else by a stricter rule of our own. */
@NullMarked
package io.aman.payment.risk;

import org.jspecify.annotations.NullMarked;
