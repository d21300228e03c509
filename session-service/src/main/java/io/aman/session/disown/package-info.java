/** "This was not me": the owner's answer to a notice, which takes the account back. */
@NullMarked
package io.aman.session.disown;

import org.jspecify.annotations.NullMarked;
