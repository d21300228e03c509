/** How much a caller may ask for: bursts, any sixty seconds, and requests under way at once. */
@NullMarked
package io.aman.gateway.limit;

import org.jspecify.annotations.NullMarked;
