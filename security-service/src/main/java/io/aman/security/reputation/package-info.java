/** What is known of addresses: their place, what hides behind them, whose lists they are on, what operators ruled. */
@NullMarked
package io.aman.security.reputation;

import org.jspecify.annotations.NullMarked;
