/** One trace across services: what the current one is, and how to continue it later. */
@NullMarked
package io.aman.platform.observability;

import org.jspecify.annotations.NullMarked;
