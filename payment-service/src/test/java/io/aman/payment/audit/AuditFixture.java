package io.aman.payment.audit;

import io.aman.events.Money;
import io.aman.payment.audit.AuditEntry.Moved;
import io.aman.payment.audit.StoredTrail.Standing;
import io.aman.platform.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trails as they lie in the store, and keys to sign them. */
public final class AuditFixture {

    public static final Secret KEY = Secret.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    public static final Secret NEXT_KEY = Secret.of("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
    static final AuditKeys KEYS = new AuditKeys(List.of(KEY));
    public static final AuditChain CHAIN = new AuditChain(KEYS);
    public static final VerifyTrail VERIFY = new VerifyTrail(KEYS, Instant.parse("2026-11-25T00:00:00Z"));
    static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
    static final String PSEUDONYM = "erased_" + "0123456789abcdef".repeat(2);

    private AuditFixture() {}

    static Money kwd(long amountMinor) {
        return new Money(amountMinor, "KWD");
    }

    static Subject subject(String id) {
        return new Subject(
                id,
                new TreeMap<>(Map.of("amountMinor", "12500", "currency", "KWD")),
                Map.of("payer", "usr_1", "reference", "order-1"));
    }

    static AuditEntry entry(String actor, String action, String to) {
        return entry(actor, action, to, null, null, null);
    }

    static AuditEntry entry(
            String actor,
            String action,
            String to,
            @Nullable String note,
            @Nullable String address,
            @Nullable Moved moved) {
        return new AuditEntry(
                AT,
                actor,
                action,
                null,
                to,
                null,
                note,
                address,
                "trace",
                "evt_1",
                "Captured pi_1",
                moved,
                Map.of(),
                Map.of(),
                null);
    }

    private static AuditEntry erasure(String state) {
        return new AuditEntry(
                AT,
                "user:adm",
                AuditChain.ERASED,
                state,
                state,
                PSEUDONYM,
                null,
                null,
                null,
                "era_1",
                null,
                null,
                Map.of(),
                Map.of(),
                null);
    }

    /** A payment that was captured in three steps, each written by itself. */
    static StoredTrail captured(String id) {
        var moved = new Moved(kwd(0), kwd(12_500), kwd(0), kwd(0));
        return written(
                subject(id),
                List.of(
                        entry("user:usr_1", "CREATE_ASKED", "CREATED", null, "203.0.113.7", null),
                        entry("user:usr_1", "CONFIRM_ANSWERED", "AUTHORIZED", null, "203.0.113.7", null),
                        entry("provider:stripe", "NOTICED", "CAPTURED", null, null, moved),
                        entry("user:adm", "SAID", "CAPTURED", "the payer called", "198.51.100.1", null)),
                new Standing("CAPTURED", kwd(12_500), kwd(0)));
    }

    static AuditEntry following(AuditEntry entry, @Nullable String from) {
        return new AuditEntry(
                entry.at(),
                entry.actor(),
                entry.action(),
                from,
                entry.to(),
                entry.reason(),
                entry.note(),
                entry.address(),
                entry.traceId(),
                entry.evidence(),
                entry.answer(),
                entry.moved(),
                entry.salts(),
                entry.commitments(),
                entry.link());
    }

    static StoredTrail written(Subject subject, List<AuditEntry> entries, Standing standing) {
        var chain = CHAIN.begin(subject, 0);
        var stored = new ArrayList<AuditEntry>();
        for (var entry : entries) {
            var from = stored.isEmpty() ? null : stored.getLast().to();
            var extended = CHAIN.extend(subject.id(), chain, List.of(following(entry, from)));
            chain = extended.chain();
            stored.addAll(extended.entries());
        }
        return new StoredTrail(subject, AT, stored, chain, standing);
    }

    static StoredTrail erased(StoredTrail trail) {
        var subject = trail.subject();
        var chain = Objects.requireNonNull(trail.chain());
        var kept = new ArrayList<>(trail.entries().stream()
                .map(entry -> CHAIN.erase(entry, "user:usr_1", PSEUDONYM))
                .toList());
        var told = CHAIN.extend(
                subject.id(),
                CHAIN.erase(subject, chain),
                List.of(erasure(trail.standing().state())));
        kept.addAll(told.entries());
        var left = new Subject(subject.id(), subject.facts(), Map.of("payer", PSEUDONYM));
        return new StoredTrail(left, trail.createdAt(), kept, told.chain(), trail.standing());
    }
}
