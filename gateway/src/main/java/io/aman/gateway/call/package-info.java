/** One request on its way through the gateway, as every check and whoever passes it on see it. */
@NullMarked
package io.aman.gateway.call;

import org.jspecify.annotations.NullMarked;
