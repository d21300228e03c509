/** What the gateway costs a request, beside the plain route, nginx, and all that it does done in the usual way. */
@NullMarked
package io.aman.bench.gateway;

import org.jspecify.annotations.NullMarked;
