/** What pages of other origins may do; nothing unless their origin is listed. */
@NullMarked
package io.aman.gateway.cors;

import org.jspecify.annotations.NullMarked;
