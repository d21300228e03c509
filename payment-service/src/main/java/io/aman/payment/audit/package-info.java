/** The verifiable trail: chained entries, their verification and their export. */
@NullMarked
package io.aman.payment.audit;

import org.jspecify.annotations.NullMarked;
