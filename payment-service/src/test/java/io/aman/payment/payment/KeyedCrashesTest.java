package io.aman.payment.payment;

import static io.aman.platform.idempotency.IdempotentCalls.BUSY;
import static io.aman.platform.idempotency.IdempotentCalls.LEASE;
import static io.aman.platform.idempotency.IdempotentCalls.OTHER_BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.payment.FakeProvider.Crash;
import java.time.Duration;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A crash at each step of each call: what the call does is done once, and it is answered the same from then on. */
class KeyedCrashesTest extends KeyedPayments {

    enum Crashing {
        BEFORE_THE_INTENT,
        AFTER_THE_INTENT,
        BEFORE_THE_PROVIDER_HEARS,
        AFTER_THE_PROVIDER_HEARD,
        BEFORE_THE_ANSWER,
        AFTER_THE_ANSWER
    }

    private PaymentCalls dying(Crashing crashing) {
        var doomed = switch (crashing) {
            case BEFORE_THE_INTENT -> CrashingPayments.at(1, false, payments);
            case AFTER_THE_INTENT -> CrashingPayments.at(1, true, payments);
            case BEFORE_THE_ANSWER -> CrashingPayments.at(2, false, payments);
            case AFTER_THE_ANSWER -> CrashingPayments.at(2, true, payments);
            case BEFORE_THE_PROVIDER_HEARS -> {
                provider.crashBeforeNext();
                yield payments;
            }
            case AFTER_THE_PROVIDER_HEARD -> {
                provider.crashAfterNext();
                yield payments;
            }
        };
        return new PaymentCalls(doomed, providers, calls, clock);
    }

    static Stream<Arguments> crashes() {
        return Stream.of(PaymentCalls.Kind.values())
                .flatMap(kind -> Stream.of(Crashing.values()).map(crashing -> Arguments.of(kind, crashing)));
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void aCallThatCrashesIsCarriedOnOnceItsLeaseIsOver(PaymentCalls.Kind kind, Crashing crashing) {
        var id = ready(kind);
        var effects = provider.effects();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> dying(crashing).call(kind, id, "k"));

        if (crashing == Crashing.AFTER_THE_ANSWER) {
            assertThat(replayed(living.call(kind, id, "k"))).isTrue();
        } else if (crashing != Crashing.BEFORE_THE_INTENT) {
            assertThatThrownBy(() -> living.call(kind, id, "k")).isInstanceOf(BUSY);
        }
        if (crashing != Crashing.BEFORE_THE_INTENT && kind.hasBody()) {
            assertThatThrownBy(() -> living.callOtherwise(kind, id, "k")).isInstanceOf(OTHER_BODY);
        }
        clock.advance(LEASE);

        var answer = living.call(kind, id, "k");
        assertThat(replayed(answer)).isEqualTo(crashing == Crashing.AFTER_THE_ANSWER);
        assertThat(answer.getStatusCode().is2xxSuccessful()).isTrue();
        assertRepeated(kind, id, answer);
        assertThat(provider.effects()).isEqualTo(effects + 1);
        assertThat(stored().getList("outbox", Document.class))
                .extracting(event -> event.getString("id"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(PaymentCalls.Kind.class)
    void whatReconciliationFoundOutMeanwhileIsTheAnswer(PaymentCalls.Kind kind) {
        var id = ready(kind);
        assertThatExceptionOfType(Crash.class)
                .isThrownBy(() -> dying(Crashing.BEFORE_THE_ANSWER).call(kind, id, "k"));
        var effects = provider.effects();
        clock.advance(LEASE);
        var due = outcomes.claimDue(Duration.ofMinutes(1)).orElseThrow();
        outcomes.ofWhatIsDue(due, Cause.system("reconciliation", clock.instant(), null));

        var answer = living.call(kind, id, "k");

        assertThat(answer.getStatusCode().value())
                .isEqualTo(kind == PaymentCalls.Kind.CREATE || kind == PaymentCalls.Kind.REFUND ? 201 : 200);
        assertRepeated(kind, id, answer);
        assertThat(provider.effects()).isEqualTo(effects);
    }
}
