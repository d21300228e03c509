package io.aman.payment.audit;

import io.aman.events.Money;
import io.aman.payment.audit.Verification.Break;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether a trail is as it was written, and where it first is not. */
public final class VerifyTrail {

    private final AuditKeys keys;
    private final Instant chainedSince;

    /** @param chainedSince trails that begin later must be chained */
    public VerifyTrail(AuditKeys keys, Instant chainedSince) {
        this.keys = keys;
        this.chainedSince = chainedSince;
    }

    private record Broken(int at, Break reason) {}

    public Verification verify(StoredTrail trail) {
        var id = trail.subject().id();
        var entries = trail.entries();
        var legacy =
                (int) entries.stream().takeWhile(entry -> entry.link() == null).count();
        var chained = entries.subList(legacy, entries.size());
        return broken(trail, legacy, chained)
                .map(broken -> Verification.broken(id, chained.size(), legacy, broken.at(), broken.reason()))
                .orElseGet(() -> Verification.intact(id, chained.size(), legacy));
    }

    private Optional<Broken> broken(StoredTrail trail, int legacy, List<AuditEntry> chained) {
        var chain = trail.chain();
        if ((chain == null || legacy > 0) && !trail.createdAt().isBefore(chainedSince)) {
            return found(1, Break.UNCHAINED);
        }
        if (chain == null) {
            return chained.isEmpty() ? Optional.empty() : found(1, Break.END_MISSING);
        }
        if (chain.legacy() != legacy) {
            return found(1, Break.LEGACY_CHANGED);
        }
        var erasures = Erasures.in(chained);
        return inOrder(trail.subject(), chain, chained, erasures)
                .or(() -> end(trail.subject(), chain, chained))
                .or(() -> erasures.broken(AuditChain.personal(trail.subject(), chain), 1, 0))
                .or(() -> standing(trail.standing(), legacy, chained));
    }

    /**
     * Only an erasure that is itself in the chain, later, may have taken something away, and only its pseudonym may stand
     * there instead.
     */
    private record Erasures(int last, Set<String> pseudonyms) {

        static Erasures in(List<AuditEntry> chained) {
            var last = 0;
            var pseudonyms = new HashSet<String>();
            for (var entry : chained) {
                if (entry.action().equals(AuditChain.ERASED) && entry.link() != null && entry.reason() != null) {
                    last = Math.max(last, entry.link().seq());
                    pseudonyms.add(entry.reason());
                    pseudonyms.add(AuditChain.actor(entry.reason()));
                }
            }
            return new Erasures(last, pseudonyms);
        }

        /** @param since only a later erasure counts */
        Optional<Broken> broken(Personal personal, int place, int since) {
            if (!personal.hasErased()) {
                return Optional.empty();
            }
            if (last <= since) {
                return found(place, Break.ERASED_UNTOLD);
            }
            return personal.isErasedClean(pseudonyms) ? Optional.empty() : found(place, Break.ENTRY_CHANGED);
        }
    }

    private Optional<Broken> inOrder(Subject subject, Chain chain, List<AuditEntry> chained, Erasures erasures) {
        var previous = AuditChain.origin(subject, chain);
        var place = 0;
        for (var entry : chained) {
            place++;
            var broken = broken(subject.id(), entry, place, previous);
            if (broken.isEmpty()) {
                broken = erasures.broken(entry.personal(), place, place);
            }
            if (broken.isPresent()) {
                return broken;
            }
            previous = entry.link() == null ? "" : entry.link().hash();
        }
        return Optional.empty();
    }

    private Optional<Broken> broken(String subjectId, AuditEntry entry, int place, String previous) {
        var link = entry.link();
        if (link == null || link.seq() != place) {
            return found(place, Break.OUT_OF_ORDER);
        }
        if (!link.previous().equals(previous)) {
            return found(place, place == 1 ? Break.TERMS_CHANGED : Break.LINK_BROKEN);
        }
        if (!keys.knows(link.keyId())) {
            return found(place, Break.UNKNOWN_KEY);
        }
        var content = AuditChain.content(subjectId, entry, link);
        return keys.sign(link.keyId(), content).equals(link.hash())
                ? Optional.empty()
                : found(place, Break.ENTRY_CHANGED);
    }

    private Optional<Broken> end(Subject subject, Chain chain, List<AuditEntry> chained) {
        var last = chained.isEmpty() ? null : chained.getLast().link();
        var hash = last == null ? AuditChain.origin(subject, chain) : last.hash();
        var holds = chain.count() == chained.size()
                && chain.hash().equals(hash)
                && keys.knows(chain.keyId())
                && keys.sign(chain.keyId(), AuditChain.endContent(subject.id(), chain.count(), chain.hash()))
                        .equals(chain.mac());
        return holds ? Optional.empty() : found(chained.size() + 1, Break.END_CHANGED);
    }

    /** Each entry begins where the one before has ended, and the last one ends where the payment stands. */
    private static Optional<Broken> standing(StoredTrail.Standing standing, int legacy, List<AuditEntry> chained) {
        var seen = Seen.begin(legacy > 0, standing.captured().currency());
        var place = 0;
        for (var entry : chained) {
            place++;
            if (!seen.isBefore(entry)) {
                return found(place, Break.STATE_DIFFERS);
            }
            seen = seen.after(entry);
        }
        return chained.isEmpty() || seen.is(standing) ? Optional.empty() : found(place + 1, Break.STATE_DIFFERS);
    }

    /**
     * Where a payment stood by what was read of its trail.
     *
     * @param open whether that is not known, because the trail begins earlier
     * @param state null before the first entry
     * @param captured null where it is not known
     * @param refunded null where it is not known
     */
    private record Seen(
            boolean open,
            @Nullable String state,
            @Nullable Money captured,
            @Nullable Money refunded) {

        static Seen begin(boolean open, String currency) {
            var nothing = open ? null : Money.zero(currency);
            return new Seen(open, null, nothing, nothing);
        }

        boolean isBefore(AuditEntry entry) {
            var moved = entry.moved();
            return (open || Objects.equals(entry.from(), state))
                    && (moved == null
                            || (fits(captured, moved.capturedBefore()) && fits(refunded, moved.refundedBefore())));
        }

        Seen after(AuditEntry entry) {
            var moved = entry.moved();
            return moved == null
                    ? new Seen(false, entry.to(), captured, refunded)
                    : new Seen(false, entry.to(), moved.capturedAfter(), moved.refundedAfter());
        }

        boolean is(StoredTrail.Standing standing) {
            return standing.state().equals(state)
                    && fits(captured, standing.captured())
                    && fits(refunded, standing.refunded());
        }

        private static boolean fits(@Nullable Money known, Money said) {
            return known == null || known.equals(said);
        }
    }

    private static Optional<Broken> found(int at, Break reason) {
        return Optional.of(new Broken(at, reason));
    }
}
