/** What a service says of its own API (OpenAPI 3.1), from its controllers and nothing else. */
@NullMarked
package io.aman.platform.docs;

import org.jspecify.annotations.NullMarked;
