package io.aman.payment.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A stored notice with what is only needed to look back at it.
 *
 * @param body as it came; null where it was not asked for, or was erased
 */
record KeptNotice(
        StoredNotice notice,
        StoredNotice.State state,
        @Nullable String body) {}
