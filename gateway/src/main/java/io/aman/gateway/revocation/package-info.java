/** Which sessions are over, in heap: every gateway reads the whole topic. */
@NullMarked
package io.aman.gateway.revocation;

import org.jspecify.annotations.NullMarked;
