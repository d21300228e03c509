/** What somebody has beside a password: which ways there are, one counter for guesses at all of them, and what they prove. */
@NullMarked
package io.aman.session.mfa;

import org.jspecify.annotations.NullMarked;
