package io.aman.platform.idempotency;

/**
 * What one idempotency key stands for.
 *
 * @param id random, and the same each time the key is tried again, also after a crash: derive everything from it that
 *     must exist only once
 */
public record Operation(String id) {}
