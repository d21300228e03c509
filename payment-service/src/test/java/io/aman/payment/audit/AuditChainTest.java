package io.aman.payment.audit;

import static io.aman.payment.audit.AuditFixture.AT;
import static io.aman.payment.audit.AuditFixture.CHAIN;
import static io.aman.payment.audit.AuditFixture.KEY;
import static io.aman.payment.audit.AuditFixture.NEXT_KEY;
import static io.aman.payment.audit.AuditFixture.PSEUDONYM;
import static io.aman.payment.audit.AuditFixture.VERIFY;
import static io.aman.payment.audit.AuditFixture.captured;
import static io.aman.payment.audit.AuditFixture.entry;
import static io.aman.payment.audit.AuditFixture.erased;
import static io.aman.payment.audit.AuditFixture.following;
import static io.aman.payment.audit.AuditFixture.kwd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aman.payment.audit.AuditEntry.Moved;
import io.aman.payment.audit.StoredTrail.Standing;
import io.aman.payment.audit.Verification.Break;
import io.aman.platform.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AuditChainTest {

    private static StoredTrail with(StoredTrail trail, List<AuditEntry> entries, Chain chain) {
        return new StoredTrail(trail.subject(), trail.createdAt(), entries, chain, trail.standing());
    }

    private static Chain chain(StoredTrail trail) {
        return Objects.requireNonNull(trail.chain());
    }

    private static void breaks(StoredTrail trail, int at, Break reason) {
        assertThat(VERIFY.verify(trail)).satisfies(verification -> {
            assertThat(verification.valid()).isFalse();
            assertThat(verification.reason()).isEqualTo(reason);
            assertThat(verification.brokenAt()).isEqualTo(at);
        });
    }

    @Test
    void whatWasWrittenHolds() {
        var trail = captured("pay_1");
        assertThat(VERIFY.verify(trail)).isEqualTo(Verification.intact("pay_1", 4, 0));
        assertThat(trail.entries())
                .extracting(entry -> Objects.requireNonNull(entry.link()).seq())
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void theLastEntryIsMissedEvenWhenTheEndIsMovedBack() {
        var trail = captured("pay_1");
        var shorter = trail.entries().subList(0, 3);
        breaks(with(trail, shorter, chain(trail)), 4, Break.END_CHANGED);
        var last = Objects.requireNonNull(shorter.getLast().link());
        var whole = chain(trail);
        var forged = new Chain(
                3, last.hash(), whole.keyId(), whole.mac(), whole.legacy(), whole.salts(), whole.commitments());
        breaks(with(trail, shorter, forged), 4, Break.END_CHANGED);
    }

    @Test
    void whatWasDroppedIsStillMissedAfterTheNextEntry() {
        var trail = captured("pay_1");
        var shorter = new ArrayList<>(trail.entries().subList(0, 3));
        var last = Objects.requireNonNull(shorter.getLast().link());
        var forged = chain(trail).at(3, last.hash(), last.keyId(), "forged");
        var more =
                CHAIN.extend("pay_1", forged, List.of(following(entry("user:usr_1", "SAID", "CAPTURED"), "CAPTURED")));
        shorter.addAll(more.entries());
        breaks(with(trail, shorter, more.chain()), 5, Break.END_CHANGED);
        var evenMore = CHAIN.extend(
                "pay_1", more.chain(), List.of(following(entry("user:usr_1", "SAID", "CAPTURED"), "CAPTURED")));
        shorter.addAll(evenMore.entries());
        breaks(with(trail, shorter, evenMore.chain()), 6, Break.END_CHANGED);
    }

    @Test
    void aChainThatBeginsAnewBehindADroppedOneIsFound() {
        var trail = captured("pay_1");
        var again = CHAIN.extend(
                "pay_1",
                CHAIN.begin(trail.subject(), 0),
                List.of(following(entry("user:usr_1", "REFUND_ASKED", "CAPTURED"), "CAPTURED")));
        breaks(with(trail, again.entries(), again.chain()), 1, Break.STATE_DIFFERS);
    }

    @Test
    void whatWasChangedInThePaymentIsStillFoundAfterTheNextEntry() {
        var trail = captured("pay_1");
        var tampered = new Moved(kwd(12_500), kwd(12_500), kwd(5_000), kwd(6_000));
        var more = CHAIN.extend(
                "pay_1",
                chain(trail),
                List.of(following(entry("user:adm", "REFUNDED", "REFUNDED", null, null, tampered), "CAPTURED")));
        var entries = new ArrayList<>(trail.entries());
        entries.addAll(more.entries());
        breaks(
                new StoredTrail(
                        trail.subject(), AT, entries, more.chain(), new Standing("REFUNDED", kwd(12_500), kwd(6_000))),
                5,
                Break.STATE_DIFFERS);
    }

    @Test
    void withoutTheKeyOfTheEndNothingIsAdded() {
        var other = new AuditChain(new AuditKeys(List.of(NEXT_KEY)));
        assertThatIllegalStateException()
                .isThrownBy(() -> other.extend(
                        "pay_1", chain(captured("pay_1")), List.of(entry("user:usr_1", "SAID", "CAPTURED"))))
                .withMessageContaining("payment.audit.key");
    }

    @Test
    void whoHasNoKeyCannotSignAgain() {
        var stranger = new AuditChain(new AuditKeys(List.of(NEXT_KEY)));
        var trail = captured("pay_1");
        var again = stranger.extend(
                "pay_1", stranger.begin(trail.subject(), 0), List.of(entry("user:usr_1", "CREATE_ASKED", "CAPTURED")));
        breaks(with(trail, again.entries(), again.chain()), 1, Break.UNKNOWN_KEY);
    }

    @Test
    void aTrailOfAnotherPaymentIsNotBelieved() {
        var own = captured("pay_1");
        var other = captured("pay_2");
        breaks(with(own, other.entries(), chain(other)), 1, Break.TERMS_CHANGED);
        var mixed = new ArrayList<>(own.entries());
        mixed.set(1, other.entries().get(1));
        breaks(with(own, mixed, chain(own)), 2, Break.LINK_BROKEN);
    }

    @Test
    void changedTermsAreFound() {
        var trail = captured("pay_1");
        var subject = new Subject("pay_1", trail.subject().facts(), Map.of("payer", "usr_2", "reference", "order-1"));
        breaks(new StoredTrail(subject, AT, trail.entries(), trail.chain(), trail.standing()), 1, Break.TERMS_CHANGED);
    }

    @Test
    void aPaymentThatStandsElsewhereThanItsTrailIsFound() {
        var trail = captured("pay_1");
        for (var standing : List.of(
                new Standing("REFUNDED", kwd(12_500), kwd(0)),
                new Standing("CAPTURED", kwd(12_510), kwd(0)),
                new Standing("CAPTURED", kwd(12_500), kwd(10)))) {
            breaks(
                    new StoredTrail(trail.subject(), AT, trail.entries(), trail.chain(), standing),
                    5,
                    Break.STATE_DIFFERS);
        }
    }

    @Test
    void afterAChangeOfKeyBothVerifyWhileBothAreConfigured() {
        var trail = captured("pay_1");
        var rotated = new AuditKeys(List.of(NEXT_KEY, KEY));
        var more = new AuditChain(rotated)
                .extend("pay_1", chain(trail), List.of(following(entry("user:usr_1", "SAID", "CAPTURED"), "CAPTURED")));
        var entries = new ArrayList<>(trail.entries());
        entries.addAll(more.entries());
        var longer = with(trail, entries, more.chain());
        assertThat(new VerifyTrail(rotated, AT).verify(longer).valid()).isTrue();
        breaks(longer, 5, Break.UNKNOWN_KEY);
    }

    @Test
    void personalDataIsErasedAndTheChainStillHolds() {
        var trail = erased(captured("pay_1"));
        assertThat(VERIFY.verify(trail)).isEqualTo(Verification.intact("pay_1", 5, 0));
        assertThat(JsonMapper.shared().writeValueAsString(trail))
                .doesNotContain("usr_1")
                .doesNotContain("203.0.113.7")
                .doesNotContain("order-1")
                .doesNotContain("the payer called")
                .contains("198.51.100.1"); // who else acted stays accountable
        assertThat(trail.entries().getFirst().actor()).isEqualTo("user:" + PSEUDONYM);
    }

    @Test
    void erasingTwiceIsErasingOnce() {
        var twice = erased(erased(captured("pay_1")));
        assertThat(VERIFY.verify(twice).valid()).isTrue();
    }

    @Test
    void whatIsErasedWithoutBeingToldIsFound() {
        var trail = captured("pay_1");
        var quiet = new ArrayList<>(trail.entries());
        quiet.set(1, CHAIN.erase(quiet.get(1), "user:usr_1", PSEUDONYM));
        breaks(with(trail, quiet, chain(trail)), 2, Break.ERASED_UNTOLD);
        var anonymous = new Subject("pay_1", trail.subject().facts(), Map.of("payer", PSEUDONYM));
        var chain = CHAIN.erase(trail.subject(), chain(trail));
        breaks(new StoredTrail(anonymous, AT, trail.entries(), chain, trail.standing()), 1, Break.ERASED_UNTOLD);
    }

    @Test
    void nobodyElseIsPutWhereSomebodyWasErased() {
        var trail = erased(captured("pay_1"));
        var framed = new ArrayList<>(trail.entries());
        var first = framed.getFirst();
        for (var somebody : List.of("user:usr_9", "user:erased_" + "0".repeat(32))) {
            framed.set(
                    0,
                    first.with(new Personal(Map.of(AuditEntry.ACTOR, somebody), first.salts(), first.commitments())));
            breaks(with(trail, framed, chain(trail)), 1, Break.ENTRY_CHANGED);
        }
    }

    @Test
    void whatIsOlderThanChainsIsCountedAndTheChainBeginsBehindIt() {
        var old = entry("user:usr_1", "CREATE_ASKED", "CREATED");
        var subject = AuditFixture.subject("pay_1");
        var begun = CHAIN.extend(
                "pay_1",
                CHAIN.begin(subject, 1),
                List.of(following(entry("user:usr_1", "CONFIRM_ASKED", "CREATED"), "CREATED")));
        var entries = new ArrayList<>(List.of(old));
        entries.addAll(begun.entries());
        var standing = new Standing("CREATED", kwd(0), kwd(0));
        var before = AT.minusSeconds(86_400);
        assertThat(VERIFY.verify(new StoredTrail(subject, before, entries, begun.chain(), standing)))
                .isEqualTo(Verification.intact("pay_1", 1, 1));
        entries.addFirst(old);
        breaks(new StoredTrail(subject, before, entries, begun.chain(), standing), 1, Break.LEGACY_CHANGED);
        assertThat(VERIFY.verify(new StoredTrail(subject, before, List.of(old), null, standing)))
                .isEqualTo(Verification.intact("pay_1", 0, 1));
        breaks(new StoredTrail(subject, AT, List.of(old), null, standing), 1, Break.UNCHAINED);
        breaks(new StoredTrail(subject, AT, entries.subList(1, 3), begun.chain(), standing), 1, Break.UNCHAINED);
        breaks(new StoredTrail(subject, before, begun.entries(), null, standing), 1, Break.END_MISSING);
    }

    @Test
    void aKeyThatIsTooShortOrNoneStopsTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditKeys(List.of(Secret.of("c2hvcnQ="))))
                .withMessageContaining("32 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditKeys(List.of(Secret.of("***not base64***"))))
                .withMessageNotContaining("not base64*");
        assertThatIllegalArgumentException().isThrownBy(() -> new AuditKeys(List.of()));
    }
}
