package io.aman.security.lockout;

import java.time.Duration;

/**
 * At most {@code attempts} in any span of {@code window}; whoever used them up is locked for {@code lock} from the last.
 *
 * @param lock zero for none
 */
record Limit(int attempts, Duration window, Duration lock) {}
