/** Codes that an app computes from a shared seed and the time. */
@NullMarked
package io.aman.session.mfa.totp;

import org.jspecify.annotations.NullMarked;
