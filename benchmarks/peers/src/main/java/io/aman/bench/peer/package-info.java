/** The gateways that ours is measured against: a route and nothing else, and all that ours does in the usual way. */
@NullMarked
package io.aman.bench.peer;

import org.jspecify.annotations.NullMarked;
