/** How soon a session that was ended is refused, by several gateways at once. */
@NullMarked
package io.aman.bench.revocation;

import org.jspecify.annotations.NullMarked;
