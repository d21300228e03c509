/** Prometheus and Alertmanager beside the local stack: what operators see of it, and whether they could. */
@NullMarked
package io.aman.local.watch;

import org.jspecify.annotations.NullMarked;
