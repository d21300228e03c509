/** What is remembered of persons' payments, heard from {@code payments.v1}, and what is noticed of it. */
@NullMarked
package io.aman.security.spending;

import org.jspecify.annotations.NullMarked;
