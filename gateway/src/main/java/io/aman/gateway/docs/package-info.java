/** The API of the whole suite as one OpenAPI document, and a page to read it on. */
@NullMarked
package io.aman.gateway.docs;

import org.jspecify.annotations.NullMarked;
