package io.aman.platform.outbox;

/** A collection whose documents carry an outbox; a bean of this type makes the relay look after it. */
public record OutboxCollection(String name) {}
