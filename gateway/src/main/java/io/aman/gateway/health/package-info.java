/** When this gateway may take traffic. */
@NullMarked
package io.aman.gateway.health;

import org.jspecify.annotations.NullMarked;
