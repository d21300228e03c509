/** The pages that links of messages lead to. */
@NullMarked
package io.aman.gateway.link;

import org.jspecify.annotations.NullMarked;
