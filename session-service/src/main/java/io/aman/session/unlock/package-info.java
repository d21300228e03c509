/** What the owner of a locked account is told, and the link that opens it. */
@NullMarked
package io.aman.session.unlock;

import org.jspecify.annotations.NullMarked;
