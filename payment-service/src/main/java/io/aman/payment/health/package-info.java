/** How the service and those it needs fare, for operators; liveness and readiness never depend on it. */
@NullMarked
package io.aman.payment.health;

import org.jspecify.annotations.NullMarked;
