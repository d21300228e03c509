/** When this gateway may take traffic, and how the whole suite fares. */
@NullMarked
package io.aman.gateway.health;

import org.jspecify.annotations.NullMarked;
