/** A MongoDB-wire server with files on disk that loses and tears nothing it has acknowledged. */
@NullMarked
package io.aman.local.mongo;

import org.jspecify.annotations.NullMarked;
