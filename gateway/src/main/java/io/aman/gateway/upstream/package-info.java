/** The services behind the gateway: how long one is waited for, and when it is left alone. */
@NullMarked
package io.aman.gateway.upstream;

import org.jspecify.annotations.NullMarked;
