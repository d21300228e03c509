/** Accounts, sign-in, sessions and the tokens that prove them. */
@NullMarked
package io.aman.session;

import org.jspecify.annotations.NullMarked;
