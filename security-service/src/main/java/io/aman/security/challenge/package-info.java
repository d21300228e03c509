/** Work that an attempt takes before it is let through: a puzzle of our own, or a provider's. */
@NullMarked
package io.aman.security.challenge;

import org.jspecify.annotations.NullMarked;
