/** What a request must pass before a service sees it, and where it goes then. */
@NullMarked
package io.aman.gateway.edge;

import org.jspecify.annotations.NullMarked;
