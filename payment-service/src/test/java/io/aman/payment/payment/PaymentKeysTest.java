package io.aman.payment.payment;

import static io.aman.platform.idempotency.IdempotentCalls.BUSY;
import static io.aman.platform.idempotency.IdempotentCalls.LEASE;
import static io.aman.platform.idempotency.IdempotentCalls.LIFETIME;
import static io.aman.platform.idempotency.IdempotentCalls.OTHER_BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.audit.AuditFixture;
import io.aman.payment.privacy.Person;
import io.aman.platform.idempotency.MongoKeyRing;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.AtOnce;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.ResponseEntity;

/** What a call under a key promises where the key lies in the payment. */
class PaymentKeysTest extends KeyedPayments {

    @ParameterizedTest
    @EnumSource(PaymentCalls.Kind.class)
    void ofAHundredAtOnceOneDoesItAndTheOthersHearTheSame(PaymentCalls.Kind kind) throws Exception {
        var id = ready(kind);
        var effects = provider.effects();

        var answers = AtOnce.run(100, _ -> answered(kind, id));

        assertThat(answers.stream().flatMap(Optional::stream).distinct()).hasSize(1);
        assertThat(provider.effects()).isEqualTo(effects + 1);
        assertThat(only().progress().openAttempt()).isEmpty();
    }

    private Optional<String> answered(PaymentCalls.Kind kind, @Nullable PaymentId id) {
        try {
            return Optional.of(body(living.call(kind, id, "k")));
        } catch (RuntimeException e) {
            assertThat(e).isInstanceOf(BUSY);
            return Optional.empty();
        }
    }

    private static String body(ResponseEntity<byte[]> answer) {
        return new String(Objects.requireNonNull(answer.getBody()), StandardCharsets.UTF_8);
    }

    @Test
    void aPaymentIsWrittenTwiceForEachCallAndNothingElseIs() {
        living.call(PaymentCalls.Kind.CREATE, null, "k");
        var id = only().id();
        living.call(PaymentCalls.Kind.CONFIRM, id, "k");
        living.call(PaymentCalls.Kind.CAPTURE, id, "k");
        living.call(PaymentCalls.Kind.REFUND, id, "k");

        assertThat(only().version()).isEqualTo(8);
        assertThat(mongo.collectionExists("idempotencyKeys")).isFalse();
        assertThat(stored().get(MongoKeyRing.ANSWERS, Document.class)).hasSize(4);
    }

    @Test
    void theKeyOfAUsedCallGoesBeforeWhatIsWrongWithTheNextBody() {
        living.call(PaymentCalls.Kind.CREATE, null, "k");

        assertThatThrownBy(() -> living.create("k", -1, "KWD")).isInstanceOf(OTHER_BODY);
        assertThatThrownBy(() -> living.create("k", 12_500, "XXX")).isInstanceOf(OTHER_BODY);
        assertThatThrownBy(() -> living.create("unused", -1, "KWD")).isInstanceOf(PaymentError.InvalidAmount.class);
        only();
    }

    @Test
    void aCallThatChangedNothingLeavesItsKeyUnused() {
        var id = ready(PaymentCalls.Kind.CONFIRM);
        assertThatThrownBy(() -> living.call(PaymentCalls.Kind.CAPTURE, id, "k"))
                .isInstanceOf(PaymentError.NotCapturable.class);
        assertThat(stored().get(MongoKeyRing.KEYS, Document.class)).hasSize(1);
        living.call(PaymentCalls.Kind.CONFIRM, id, "k");

        assertThat(living.callOtherwise(PaymentCalls.Kind.CAPTURE, id, "k")
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(PaymentCalls.Kind.class)
    void whereTheProviderWasNotReachedTheSameCallTriesAgainAndNoOtherOneDoes(PaymentCalls.Kind kind) {
        var id = ready(kind);
        provider.nextIsNotSent();
        assertThatThrownBy(() -> living.call(kind, id, "k")).isInstanceOf(PaymentError.ProviderUnavailable.class);

        if (kind.hasBody()) {
            assertThatThrownBy(() -> living.callOtherwise(kind, id, "k")).isInstanceOf(OTHER_BODY);
        }
        var answer = living.call(kind, id, "k");
        assertThat(replayed(answer)).isFalse();
        assertRepeated(kind, id, answer);
    }

    @Test
    void callsThatNeverReachTheProviderDoNotFillThePayment() {
        var id = ready(PaymentCalls.Kind.CONFIRM);
        IntStream.range(0, 60).forEach(n -> {
            provider.nextIsNotSent();
            clock.advance(Duration.ofMillis(1));
            assertThatThrownBy(() -> living.call(PaymentCalls.Kind.CONFIRM, id, "k" + n))
                    .isInstanceOf(PaymentError.ProviderUnavailable.class);
        });

        assertThat(stored().get(MongoKeyRing.KEYS, Document.class)).hasSize(1 + 32);
        assertThat(replayed(living.call(PaymentCalls.Kind.CREATE, null, "ready")))
                .isTrue();
    }

    @Test
    void afterItsLifetimeAKeyMakesAnotherPaymentAndOnlyOne() throws Exception {
        var first = body(living.call(PaymentCalls.Kind.CREATE, null, "k"));
        clock.advance(LIFETIME.minusMillis(1));
        assertThat(body(living.call(PaymentCalls.Kind.CREATE, null, "k"))).isEqualTo(first);
        clock.advance(Duration.ofMillis(1));

        var answers = AtOnce.run(100, _ -> answered(PaymentCalls.Kind.CREATE, null));

        assertThat(answers.stream().flatMap(Optional::stream).distinct())
                .hasSize(1)
                .doesNotContain(first);
        assertThat(mongo.findAll(Document.class, MongoPayments.COLLECTION)).hasSize(2);
    }

    @Test
    void aKeyBelongsToItsCallAndItsPayment() {
        var id = ready(PaymentCalls.Kind.CONFIRM);
        living.call(PaymentCalls.Kind.CREATE, null, "k");
        assertThat(mongo.findAll(Document.class, MongoPayments.COLLECTION)).hasSize(2);

        assertThat(replayed(living.call(PaymentCalls.Kind.CONFIRM, id, "k"))).isFalse();
        assertThat(replayed(living.call(PaymentCalls.Kind.CAPTURE, id, "k"))).isFalse();
    }

    @Test
    void aCallThatWasTakenForCrashedAnswersWithoutKeepingItsAnswer() {
        var id = Objects.requireNonNull(ready(PaymentCalls.Kind.CAPTURE));
        var successor = new String[1];
        provider.beforeNextAnswer(() -> {
            clock.advance(LEASE);
            successor[0] = body(living.call(PaymentCalls.Kind.CAPTURE, id, "k"));
        });

        assertThat(body(living.call(PaymentCalls.Kind.CAPTURE, id, "k"))).contains("CAPTURED");

        assertThat(body(living.call(PaymentCalls.Kind.CAPTURE, id, "k"))).isEqualTo(successor[0]);
    }

    @Test
    void whoIsForgottenIsForgottenInTheAnswersToo() {
        var id = Objects.requireNonNull(ready(PaymentCalls.Kind.REFUND));
        living.call(PaymentCalls.Kind.REFUND, id, "k");
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(id.value())),
                new Update().set(Outbox.FIELD, List.of()),
                MongoPayments.COLLECTION);
        var personal = new MongoPersonalPayments(payments, mongo, AuditFixture.CHAIN, clock);
        assertThat(stored().toJson()).contains("order of Ali");

        personal.erase(new Person(PaymentCalls.PAYER, "erased_1", "era_1", "user:adm"));

        assertThat(stored()).doesNotContainKeys(MongoKeyRing.KEYS, MongoKeyRing.ANSWERS, MongoKeyRing.MAKER);
        assertThat(stored().toJson()).doesNotContain("order of Ali");
        assertThatThrownBy(() -> living.call(PaymentCalls.Kind.CONFIRM, id, "ready"))
                .isInstanceOf(PaymentError.NotFound.class);
    }
}
