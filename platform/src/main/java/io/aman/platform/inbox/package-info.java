/** Receiving events: typed, each once, and parked with a reason when they cannot be processed (D2). */
@NullMarked
package io.aman.platform.inbox;

import org.jspecify.annotations.NullMarked;
