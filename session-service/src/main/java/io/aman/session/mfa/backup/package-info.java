/** Codes on paper that stand in for a lost factor. */
@NullMarked
package io.aman.session.mfa.backup;

import org.jspecify.annotations.NullMarked;
