package io.aman.payment.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.aman.events.Money;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, when, why, from where and on what evidence; entries are only ever added, and chained when they are
 * written.
 *
 * <p>Actor, address and note are somebody's personal data: the chain covers salted commitments of them, so that they can
 * be erased and the chain still holds.
 *
 * @param actor {@code user:<id>}, {@code provider:<name>} or {@code system:<name>}
 * @param action what was done, such as {@code CAPTURE_ASKED} or {@code CAPTURE_ANSWERED}
 * @param from the state before; null for the first entry
 * @param to the state after, which may be the same
 * @param reason why, in our words or a provider's code, where the action alone does not say it; never what a person typed
 * @param note why, in the words of who did it
 * @param evidence what led to it, such as the provider's event id, or the rule by which its risk was judged
 * @param answer what the provider said
 * @param moved the amounts before and after, where money moved
 * @param salts of the personal values that are there
 * @param commitments of those that were erased
 * @param link its place in the chain; null for what was written before there was one
 */
public record AuditEntry(
        Instant at,
        String actor,
        String action,
        @Nullable String from,
        String to,
        @Nullable String reason,
        @Nullable String note,
        @Nullable String address,
        @Nullable String traceId,
        @Nullable String evidence,
        @Nullable String answer,
        @Nullable Moved moved,
        Map<String, String> salts,
        Map<String, String> commitments,
        @JsonUnwrapped @Nullable Link link) {

    static final String ACTOR = "actor";
    static final String ADDRESS = "address";
    static final String NOTE = "note";

    /** What was taken and given back, before and after. */
    public record Moved(Money capturedBefore, Money capturedAfter, Money refundedBefore, Money refundedAfter) {

        public Moved {
            Objects.requireNonNull(capturedBefore, "capturedBefore");
            Objects.requireNonNull(capturedAfter, "capturedAfter");
            Objects.requireNonNull(refundedBefore, "refundedBefore");
            Objects.requireNonNull(refundedAfter, "refundedAfter");
        }
    }

    /**
     * A place in a chain.
     *
     * @param seq 1, 2, …
     * @param previous the hash of the entry before; of the payment's terms for the first one
     * @param keyId which key signed it
     */
    public record Link(int seq, String previous, String keyId, String hash) {

        public Link {
            Objects.requireNonNull(previous, "previous");
            Objects.requireNonNull(keyId, "keyId");
            Objects.requireNonNull(hash, "hash");
        }
    }

    public AuditEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(to, "to");
        salts = salts == null ? Map.of() : Map.copyOf(salts); // what was stored before there was a chain has none
        commitments = commitments == null ? Map.of() : Map.copyOf(commitments);
    }

    Personal personal() {
        var values = new HashMap<String, String>();
        values.put(ACTOR, actor);
        if (address != null) {
            values.put(ADDRESS, address);
        }
        if (note != null) {
            values.put(NOTE, note);
        }
        return new Personal(values, salts, commitments);
    }

    AuditEntry sealed(Map<String, String> fresh) {
        return copy(fresh, link);
    }

    AuditEntry linked(Link place) {
        return copy(salts, place);
    }

    private AuditEntry copy(Map<String, String> otherSalts, @Nullable Link place) {
        return new AuditEntry(
                at,
                actor,
                action,
                from,
                to,
                reason,
                note,
                address,
                traceId,
                evidence,
                answer,
                moved,
                otherSalts,
                commitments,
                place);
    }

    /** Without its personal data that {@code kept} lacks; the commitments stay. */
    AuditEntry with(Personal kept) {
        return new AuditEntry(
                at,
                kept.values().getOrDefault(ACTOR, actor),
                action,
                from,
                to,
                reason,
                kept.values().get(NOTE),
                kept.values().get(ADDRESS),
                traceId,
                evidence,
                answer,
                moved,
                kept.salts(),
                kept.commitments(),
                link);
    }
}
