/** How many requests somebody has left in a UTC day and month. */
@NullMarked
package io.aman.gateway.quota;

import org.jspecify.annotations.NullMarked;
