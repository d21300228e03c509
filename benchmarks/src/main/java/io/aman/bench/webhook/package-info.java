/** How fast, and how surely, signed webhooks are taken in. */
@NullMarked
package io.aman.bench.webhook;

import org.jspecify.annotations.NullMarked;
