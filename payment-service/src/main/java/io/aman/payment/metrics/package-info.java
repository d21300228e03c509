/** How payments and the calls to providers went over a window, from hourly sums that are cheap to keep and to read. */
@NullMarked
package io.aman.payment.metrics;

import org.jspecify.annotations.NullMarked;
