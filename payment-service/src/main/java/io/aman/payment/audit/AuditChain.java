package io.aman.payment.audit;

import io.aman.events.Money;
import io.aman.payment.audit.AuditEntry.Link;
import io.aman.platform.Ids;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains a payment's entries: each one's hash is an HMAC over all of it and the hash before, so that nobody who can write
 * to the database but has no key can change, drop, insert, reorder or move one unseen.
 */
public final class AuditChain {

    /** The only action that explains why personal data is missing; its reason is the pseudonym that came instead. */
    public static final String ERASED = "PERSONAL_DATA_ERASED";

    private static final String ENTRY = "aman.audit.entry/1";
    private static final String SUBJECT = "aman.audit.subject/1";
    private static final String END = "aman.audit.end/1";

    private static final Logger log = LoggerFactory.getLogger(AuditChain.class);

    /** No signature, and never one again. */
    private static final String CHANGED = "changed";

    private final AuditKeys keys;

    public AuditChain(AuditKeys keys) {
        this.keys = keys;
    }

    /** A chain with more entries at its end, which are to be written in one update with it. */
    public record Extended(Chain chain, List<AuditEntry> entries) {}

    /** @param legacy how many entries there are that were never chained */
    public Chain begin(Subject subject, int legacy) {
        var salts = Personal.salts(subject.personal().keySet());
        var chain = new Chain(0, "", "", "", legacy, salts, Map.of());
        return end(subject.id(), chain, 0, origin(subject, chain));
    }

    /**
     * Adds entries that were not chained before. An end that we have not signed is never signed again: money goes on, and
     * what was done to the trail stays to be found.
     *
     * @throws IllegalStateException when the key that signed the end is not configured
     */
    public Extended extend(String subjectId, Chain chain, List<AuditEntry> entries) {
        var linked = new ArrayList<AuditEntry>();
        var hash = chain.hash();
        var seq = chain.count();
        for (var entry : entries) {
            seq++;
            var sealed = entry.sealed(Personal.salts(entry.personal().values().keySet()));
            var place = new Link(seq, hash, keys.current(), "");
            hash = keys.sign(place.keyId(), content(subjectId, sealed, place));
            linked.add(sealed.linked(new Link(seq, place.previous(), place.keyId(), hash)));
        }
        return new Extended(
                isOurs(subjectId, chain)
                        ? end(subjectId, chain, seq, hash)
                        : chain.at(seq, hash, chain.keyId(), CHANGED),
                List.copyOf(linked));
    }

    private Chain end(String subjectId, Chain chain, int count, String hash) {
        return chain.at(count, hash, keys.current(), keys.sign(keys.current(), endContent(subjectId, count, hash)));
    }

    private boolean isOurs(String subjectId, Chain chain) {
        var ours = chain.mac().equals(keys.sign(chain.keyId(), endContent(subjectId, chain.count(), chain.hash())));
        if (!ours) {
            log.error("The audit trail of {} was changed by somebody else", subjectId);
        }
        return ours;
    }

    /** Takes the subject's personal values away; the chain still holds once an entry {@link #ERASED} follows. */
    public Chain erase(Subject subject, Chain chain) {
        var personal = personal(subject, chain);
        for (var name : subject.personal().keySet()) {
            personal = personal.erasing(name, null);
        }
        return chain.holding(personal);
    }

    /**
     * Takes from an entry what it holds of a person: the notes on that person's payment, and who and where it was if it
     * was that person. Who else acted stays accountable.
     *
     * @param actor how entries name the person
     * @param pseudonym {@code erased_<32 hexadecimal digits>}
     */
    public AuditEntry erase(AuditEntry entry, String actor, String pseudonym) {
        var isActor = entry.actor().equals(actor);
        var kept = entry.personal().erasing(AuditEntry.NOTE, null);
        return entry.with(
                isActor ? kept.erasing(AuditEntry.ADDRESS, null).erasing(AuditEntry.ACTOR, actor(pseudonym)) : kept);
    }

    static String actor(String pseudonym) {
        return "user:" + pseudonym;
    }

    static Personal personal(Subject subject, Chain chain) {
        return new Personal(subject.personal(), chain.salts(), chain.commitments());
    }

    /** What the first entry follows. */
    static String origin(Subject subject, Chain chain) {
        var canonical = new Canonical(SUBJECT).field("id", subject.id()).field("legacy", chain.legacy());
        subject.facts().forEach(canonical::field);
        var personal = personal(subject, chain);
        var names = new TreeSet<>(subject.personal().keySet());
        names.addAll(chain.salts().keySet());
        names.addAll(chain.commitments().keySet());
        names.forEach(name -> canonical.field(name, personal.commitment(name)));
        return HexFormat.of().formatHex(Ids.sha256(canonical.bytes()));
    }

    static byte[] content(String subjectId, AuditEntry entry, Link place) {
        var personal = entry.personal();
        var canonical = new Canonical(ENTRY)
                .field("subject", subjectId)
                .field("seq", place.seq())
                .field("previous", place.previous())
                .field("keyId", place.keyId())
                .field("at", entry.at().toEpochMilli())
                .field("actor", personal.commitment(AuditEntry.ACTOR))
                .field("action", entry.action())
                .field("from", entry.from())
                .field("to", entry.to())
                .field("reason", entry.reason())
                .field("note", personal.commitment(AuditEntry.NOTE))
                .field("address", personal.commitment(AuditEntry.ADDRESS))
                .field("traceId", entry.traceId())
                .field("evidence", entry.evidence())
                .field("answer", entry.answer());
        var moved = entry.moved();
        if (moved != null) {
            canonical
                    .field("capturedBefore", text(moved.capturedBefore()))
                    .field("capturedAfter", text(moved.capturedAfter()))
                    .field("refundedBefore", text(moved.refundedBefore()))
                    .field("refundedAfter", text(moved.refundedAfter()));
        }
        return canonical.bytes();
    }

    static byte[] endContent(String subjectId, int count, String hash) {
        return new Canonical(END)
                .field("subject", subjectId)
                .field("count", count)
                .field("hash", hash)
                .bytes();
    }

    private static String text(Money money) {
        return money.amountMinor() + " " + money.currency();
    }
}
