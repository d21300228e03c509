/** How likely a sign-in is not its owner's, in one figure with its reasons, and what follows from it. */
@NullMarked
package io.aman.security.risk;

import org.jspecify.annotations.NullMarked;
