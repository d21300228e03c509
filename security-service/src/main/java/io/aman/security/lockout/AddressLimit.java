package io.aman.security.lockout;

import java.time.Duration;

/**
 * What may fail from one IPv4 address or one IPv6 /64 network.
 *
 * @param failures in any {@code window}; after that one attempt in any {@code thenEvery}
 * @param accounts at which it failed in any {@code accountsWindow}; after that each attempt takes a solved challenge
 */
record AddressLimit(int failures, Duration window, Duration thenEvery, int accounts, Duration accountsWindow) {}
