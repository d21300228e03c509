/** Where an address is, as far as a database of places says. */
@NullMarked
package io.aman.platform.geo;

import org.jspecify.annotations.NullMarked;
