/** Sign-in attempts: allowed or denied before they are verified, remembered with how they ended. */
@NullMarked
package io.aman.security.attempt;

import org.jspecify.annotations.NullMarked;
