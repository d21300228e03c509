/** Who has to have a second factor, and until when they may sign in without one. */
@NullMarked
package io.aman.session.mfa.policy;

import org.jspecify.annotations.NullMarked;
