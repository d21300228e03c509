/** Plays Pwned Passwords: ranges of hashes of breached passwords. */
@NullMarked
package io.aman.local.sandbox.pwned;

import org.jspecify.annotations.NullMarked;
