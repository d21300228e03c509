package io.aman.platform.idempotency;

/** Marks an error after which nothing has changed: its idempotency key is free again, also for another body. */
public interface ChangedNothing {}
