package io.aman.payment.audit;

import io.aman.events.Money;
import io.aman.payment.audit.AuditEntry.Moved;
import io.aman.payment.audit.Verification.Break;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
        if (chain == null) {
            if (!chained.isEmpty()) {
                return found(1, Break.END_MISSING);
            }
            return trail.createdAt().isBefore(chainedSince) ? Optional.empty() : found(1, Break.UNCHAINED);
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

    private static Optional<Broken> standing(StoredTrail.Standing standing, int legacy, List<AuditEntry> chained) {
        if (chained.isEmpty()) {
            return Optional.empty();
        }
        var moved = chained.stream()
                .map(AuditEntry::moved)
                .filter(Objects::nonNull)
                .reduce((_, later) -> later)
                .orElse(null);
        var agrees = chained.getLast().to().equals(standing.state())
                && (moved == null ? legacy > 0 || isUntouched(standing) : agrees(moved, standing));
        return agrees ? Optional.empty() : found(chained.size() + 1, Break.STATE_DIFFERS);
    }

    private static boolean agrees(Moved moved, StoredTrail.Standing standing) {
        return moved.capturedAfter().equals(standing.captured())
                && moved.refundedAfter().equals(standing.refunded());
    }

    private static boolean isUntouched(StoredTrail.Standing standing) {
        return isZero(standing.captured()) && isZero(standing.refunded());
    }

    private static boolean isZero(Money money) {
        return money.amountMinor() == 0;
    }

    private static Optional<Broken> found(int at, Break reason) {
        return Optional.of(new Broken(at, reason));
    }
}
