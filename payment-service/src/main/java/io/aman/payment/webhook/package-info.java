/** What providers tell us unasked: stored first, worked on afterwards, kept for good. */
@NullMarked
package io.aman.payment.webhook;

import org.jspecify.annotations.NullMarked;
