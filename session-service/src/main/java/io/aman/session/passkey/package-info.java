/** Passkeys: keys that sign a person in without a password, or beside one. */
@NullMarked
package io.aman.session.passkey;

import org.jspecify.annotations.NullMarked;
