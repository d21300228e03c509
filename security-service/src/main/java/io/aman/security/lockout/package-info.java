/** How many attempts a key has left: reserved atomically, given back after a success. */
@NullMarked
package io.aman.security.lockout;

import org.jspecify.annotations.NullMarked;
