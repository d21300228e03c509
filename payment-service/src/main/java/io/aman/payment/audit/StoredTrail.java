package io.aman.payment.audit;

import io.aman.events.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trail as it lies in the store, with what it has to agree with.
 *
 * @param chain the end of its chain; null where nothing was written since chains began
 * @param standing where its subject stands now
 */
public record StoredTrail(
        Subject subject,
        Instant createdAt,
        List<AuditEntry> entries,
        @Nullable Chain chain,
        Standing standing) {

    public record Standing(String state, Money captured, Money refunded) {

        public Standing {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(captured, "captured");
            Objects.requireNonNull(refunded, "refunded");
        }
    }

    public StoredTrail {
        entries = List.copyOf(entries);
    }
}
