/** What a connection may do before there is a request: how it frames, how slow it may be, how much it may ask at once. */
@NullMarked
package io.aman.gateway.connection;

import org.jspecify.annotations.NullMarked;
