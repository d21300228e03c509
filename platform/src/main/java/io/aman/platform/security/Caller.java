package io.aman.platform.security;

import java.util.Set;

/**
 * Who calls; a controller takes it as a parameter.
 *
 * @param userId the user's id, or {@code service:<name>}
 * @param address the client's address as the gateway saw it
 */
public record Caller(String userId, String sessionId, Set<String> permissions, String address) {}
