/** Register, sign in, refresh, sign out. */
@NullMarked
package io.aman.session.login;

import org.jspecify.annotations.NullMarked;
