/** What happened to accounts and sessions and who did it, read from the events that tell of it. */
@NullMarked
package io.aman.session.audit;

import org.jspecify.annotations.NullMarked;
