/** Codes that are sent: to a telephone as a second factor, to the address of the account for recovery. */
@NullMarked
package io.aman.session.mfa.code;

import org.jspecify.annotations.NullMarked;
