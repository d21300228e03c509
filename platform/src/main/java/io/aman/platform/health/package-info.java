/** What a service needs and how it fares, for operators; liveness and readiness never depend on it. */
@NullMarked
package io.aman.platform.health;

import org.jspecify.annotations.NullMarked;
