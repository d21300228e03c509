/** What clients with a secret of their own ask about tokens: whether one counts, and that it shall count no more. */
@NullMarked
package io.aman.session.oauth2;

import org.jspecify.annotations.NullMarked;
