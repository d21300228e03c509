/** What features implement that keep data about a person, so that it can be erased on request. */
@NullMarked
package io.aman.payment.privacy;

import org.jspecify.annotations.NullMarked;
