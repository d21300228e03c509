/** Errors over HTTP as problem documents (RFC 9457), the same in every service. */
@NullMarked
package io.aman.platform.problem;

import org.jspecify.annotations.NullMarked;
