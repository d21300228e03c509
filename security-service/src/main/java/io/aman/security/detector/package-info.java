/** Ways to notice that a sign-in or a payment is not its owner's, or that somebody guesses; each is a class and knows no storage. */
@NullMarked
package io.aman.security.detector;

import org.jspecify.annotations.NullMarked;
