/** Whether a password is known from somebody's breach: asked of a service, and of a file beside it. */
@NullMarked
package io.aman.session.password.breach;

import org.jspecify.annotations.NullMarked;
