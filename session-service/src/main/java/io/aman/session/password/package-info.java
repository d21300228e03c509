/** What a password must be, and how its owner changes it, replaces a forgotten one, and hears that it is getting old. */
@NullMarked
package io.aman.session.password;

import org.jspecify.annotations.NullMarked;
