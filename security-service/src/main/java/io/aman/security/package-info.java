/** Sign-in attempts: counted before they are verified, remembered afterwards. */
@NullMarked
package io.aman.security;

import org.jspecify.annotations.NullMarked;
