package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.audit.AuditChain;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.AuditFixture;
import io.aman.payment.audit.StoredTrail;
import io.aman.payment.audit.Verification;
import io.aman.payment.privacy.Person;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundAnswer.State;
import io.aman.payment.provider.RefundSources;
import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** A payer is forgotten in every payment, whatever else happens to it, and each trail still verifies. */
class PersonalPaymentsTest {

    private static final Person PERSON = new Person("usr_1", Ids.random("erased_"), "era_1", "user:adm");

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("personal"));
    private final MongoPayments payments =
            new MongoPayments(mongo, new Outbox("payment-service", Traces.none()), _ -> {}, AuditFixture.CHAIN);
    private final MongoTrails trails = new MongoTrails(mongo);
    private final MongoPersonalPayments personal =
            new MongoPersonalPayments(payments, mongo, AuditFixture.CHAIN, MutableClock.at("2026-11-26T10:00:00Z"));

    @BeforeEach
    void indexes() {
        payments.declareIndexes();
    }

    private PaymentId created(String operation, Instant at) {
        var terms = new PaymentTerms(
                PaymentId.createdBy(operation), "usr_1", AMOUNT, "stripe", "order of Ali", "a thing", null, at);
        var id = payments.add(Payment.create(terms, operation + "-create", BY_USER, SCHEDULE))
                .id();
        payments.change(id, p -> p.answered(operation + "-create", new Created("pi_" + operation), BY_USER));
        published(id);
        return id;
    }

    private PaymentId captured(String operation) {
        var id = created(operation, NOW);
        payments.change(id, p -> p.noticed(new Captured("pi_" + operation, AMOUNT), notice("evt_" + operation)));
        published(id);
        return id;
    }

    private void published(PaymentId id) {
        mongo.updateFirst(one(id), new Update().set(Outbox.FIELD, List.of()), MongoPayments.COLLECTION);
    }

    private static Query one(PaymentId id) {
        return Query.query(Criteria.where("_id").is(id.value()));
    }

    private StoredTrail trail(PaymentId id) {
        return trails.find(id.value()).orElseThrow();
    }

    private Verification verified(PaymentId id) {
        return AuditFixture.VERIFY.verify(trail(id));
    }

    private String stored(PaymentId id) {
        return String.valueOf(
                Objects.requireNonNull(mongo.findById(id.value(), Document.class, MongoPayments.COLLECTION)));
    }

    @Test
    void nothingOfThePayerStaysAndTheMoneyDoes() {
        var id = captured("op");
        payments.change(
                id,
                p -> p.beginRefund("ref_1", 2_500L, new RefundSources.Whole(), "Ali was unhappy", BY_USER, SCHEDULE));
        payments.change(
                id,
                p -> p.refundAnswered(
                        "ref_1", new Stands("re_1", new Money(2_500, "KWD"), State.SUCCEEDED, null), BY_USER));
        published(id);
        assertThat(personal.erase(PERSON)).isEqualTo(MongoPersonalPayments.Outcome.of(1, 0));
        assertThat(stored(id))
                .doesNotContain("usr_1")
                .doesNotContain("Ali")
                .doesNotContain("a thing")
                .doesNotContain("203.0.113.7");
        assertThat(verified(id).valid()).isTrue();
        var payment = payments.find(id).orElseThrow();
        assertThat(payment.progress().captured()).isEqualTo(AMOUNT);
        assertThat(payment.progress().refunded().amountMinor()).isEqualTo(2_500);
        assertThat(payments.of(PERSON.pseudonym(), PaymentSearch.ALL, null, 10)).hasSize(1);
        assertThat(payments.of("usr_1", PaymentSearch.ALL, null, 10)).isEmpty();
        assertThat(personal.erase(PERSON)).isEqualTo(MongoPersonalPayments.Outcome.of(1, 0));
        assertThat(trail(id).entries())
                .filteredOn(entry -> entry.action().equals(AuditChain.ERASED))
                .hasSize(1);
    }

    @Test
    void aPaymentWithAnOpenAttemptRefundOrEventWaits() {
        var attempt = created("a", NOW);
        payments.change(attempt, p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        var refund = captured("b");
        payments.change(refund, p -> p.beginRefund("ref_1", null, new RefundSources.Whole(), null, BY_USER, SCHEDULE));
        published(refund);
        var event = captured("c");
        payments.change(event, p -> p.beginRefund("ref_2", null, new RefundSources.Whole(), null, BY_USER, SCHEDULE));
        payments.change(
                event, p -> p.refundAnswered("ref_2", new Stands("re_2", AMOUNT, State.SUCCEEDED, null), BY_USER));
        assertThat(personal.erase(PERSON)).satisfies(outcome -> {
            assertThat(outcome.erased()).isZero();
            assertThat(outcome.pending()).isEqualTo(3);
            assertThat(outcome.waitingFor()).containsExactlyInAnyOrder(attempt.value(), refund.value(), event.value());
        });

        payments.change(attempt, p -> p.answered("c1", new Authorized("pi_a", AMOUNT), BY_USER));
        published(attempt);
        published(event);
        assertThat(personal.erase(PERSON)).isEqualTo(MongoPersonalPayments.Outcome.of(2, 1, List.of(refund.value())));
        assertThat(verified(attempt).valid()).isTrue();
    }

    @Test
    void aPaymentWhoseOutcomeNobodyLooksForAnyMoreWaitsForNothing() {
        var id = captured("op");
        payments.change(id, p -> p.beginRefund("ref_1", null, new RefundSources.Whole(), "Ali", BY_USER, SCHEDULE));
        published(id);
        var later = Cause.system("reconciliation", NOW.plusSeconds(86_400), null);
        payments.change(id, p -> p.refundLooked("ref_1", new Unknown("no answer"), later, SCHEDULE));
        assertThat(payments.require(id).progress().nextCheckAt()).isNull();
        assertThat(personal.erase(PERSON)).isEqualTo(MongoPersonalPayments.Outcome.of(1, 0));
        assertThat(stored(id)).doesNotContain("usr_1").doesNotContain("Ali");
        payments.change(id, p -> p.refundSettled("ref_1", true, later));
        assertThat(payments.require(id).shownState()).isEqualTo(PaymentState.REFUNDED);
        assertThat(verified(id).valid()).isTrue();
    }

    @Test
    void whatHappensAtTheSameTimeLosesNothingAndIsErasedToo() throws Exception {
        var id = captured("op");
        AtOnce.run(60, n -> {
            if (n % 3 == 0) {
                return personal.erase(PERSON).pending();
            }
            payments.change(id, p -> p.noticed(new Authorized("pi_op", AMOUNT), notice("evt_" + n)));
            return 0L;
        });
        personal.erase(PERSON);
        assertThat(verified(id).valid()).isTrue();
        assertThat(stored(id)).doesNotContain("usr_1");
        assertThat(trail(id).entries())
                .filteredOn(entry -> entry.action().equals("IGNORED_STALE"))
                .extracting(AuditEntry::evidence)
                .hasSize(40);
    }

    @Test
    void moreThanAPageIsForgotten() {
        for (int i = 0; i < 120; i++) {
            created("op" + i, NOW.plusMillis(i / 4));
        }
        assertThat(personal.erase(PERSON)).isEqualTo(MongoPersonalPayments.Outcome.of(120, 0));
    }

    /** As it was stored before there were chains. */
    private PaymentId legacy() {
        var id = created("old", NOW.minusSeconds(86_400));
        var document = Objects.requireNonNull(mongo.findById(id.value(), Document.class, MongoPayments.COLLECTION));
        document.getList("audit", Document.class).forEach(entry -> {
            for (var newer : List.of("link", "salts", "commitments", "answer", "note", "moved")) {
                entry.remove(newer);
            }
        });
        mongo.updateFirst(
                one(id), new Update().set("audit", document.get("audit")).unset("chain"), MongoPayments.COLLECTION);
        return id;
    }

    @Test
    void aChainBeginsBehindWhatWasWrittenBeforeThereWereChains() {
        var id = legacy();
        assertThat(verified(id).valid()).isTrue();
        assertThat(verified(id).legacy()).isEqualTo(2);
        payments.change(id, p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        payments.change(id, p -> p.answered("c1", new Authorized("pi_old", AMOUNT), BY_USER));
        assertThat(verified(id).valid()).isTrue();
        assertThat(verified(id).entries()).isEqualTo(2);
        mongo.updateFirst(one(id), new Update().pop("audit", Update.Position.FIRST), MongoPayments.COLLECTION);
        assertThat(verified(id).reason()).isEqualTo(Verification.Break.LEGACY_CHANGED);
    }

    @Test
    void whatWasWrittenBeforeThereWereChainsIsErasedToo() {
        var id = legacy();
        assertThat(personal.erase(PERSON)).isEqualTo(MongoPersonalPayments.Outcome.of(1, 0));
        assertThat(stored(id)).doesNotContain("usr_1").doesNotContain("203.0.113.7");
        assertThat(verified(id).valid()).isTrue();
        assertThat(verified(id).entries()).isEqualTo(1);
    }
}
