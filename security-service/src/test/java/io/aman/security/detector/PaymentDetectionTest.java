package io.aman.security.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aman.events.Money;
import io.aman.security.detector.Spending.Asked;
import io.aman.security.detector.Spending.Move;
import io.aman.security.detector.Spending.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentDetectionTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private Spending spending = Spending.fresh("usr_1");
    private Spending around = Spending.fresh("203.0.113.7");
    private Spending atDevice = Spending.fresh("dev_1");
    private int events;

    @Test
    void anOrdinaryPaymentOfWhoHasPaidBeforeIsNothing() {
        moved("pay_0", Outcome.TAKEN, money(5_000, "USD"), "stripe", Duration.ofDays(3));
        asked("pay_0", "pm_a", Duration.ofDays(3));

        assertThat(pending("pay_1", money(9_900, "USD"), "stripe", "pm_a")).isEmpty();
    }

    @Test
    void manyPaymentsInAnHourAreNoticedAndThoseOfYesterdayAreNot() {
        for (int i = 0; i < 28; i++) {
            moved("pay_" + i, Outcome.TAKEN, money(100, "USD"), "stripe", Duration.ofMinutes(i));
        }
        moved("pay_old", Outcome.TAKEN, money(100, "USD"), "stripe", Duration.ofHours(25));
        assertThat(pending("pay_28", money(100, "USD"), "stripe", null)).isEmpty();

        moved("pay_28", Outcome.HELD, money(100, "USD"), "stripe", Duration.ofMinutes(1));

        assertThat(pending("pay_29", money(100, "USD"), "stripe", null))
                .extracting(Signal::kind, Signal::detail)
                .containsExactly(tuple(Kind.PAYMENT_VELOCITY, "30 payments in 60 min"));
    }

    @Test
    void aPaymentThatIsHeldAndThenTakenIsOne() {
        moved("pay_1", Outcome.HELD, money(300_000, "USD"), "stripe", Duration.ofMinutes(3));
        moved("pay_1", Outcome.TAKEN, money(300_000, "USD"), "stripe", Duration.ofMinutes(2));

        assertThat(pending("pay_2", money(199_999, "USD"), "stripe", null)).isEmpty();
        assertThat(pending("pay_2", money(200_000, "USD"), "stripe", null))
                .extracting(Signal::detail)
                .containsExactly("500000 minor units of USD in 60 min");
    }

    @Test
    void sumsOfDifferentCurrenciesAreNotAdded() {
        moved("pay_1", Outcome.TAKEN, money(400_000, "USD"), "stripe", Duration.ofMinutes(3));
        moved("pay_2", Outcome.TAKEN, money(1_400_000, "KWD"), "stripe", Duration.ofMinutes(2));

        assertThat(pending("pay_3", money(400_000, "EUR"), "stripe", null)).isEmpty();
        assertThat(pending("pay_3", money(100_000, "KWD"), "stripe", null))
                .extracting(Signal::kind)
                .containsExactly(Kind.PAYMENT_VELOCITY);
    }

    @Test
    void whatWasDeclinedIsNotSummed() {
        moved("pay_1", Outcome.DECLINED, money(450_000, "USD"), "stripe", Duration.ofMinutes(3));

        assertThat(pending("pay_2", money(450_000, "USD"), "stripe", null)).isEmpty();
    }

    @Test
    void whateverIsPaidItsSumIsNoFloat() {
        moved("pay_1", Outcome.TAKEN, money(Long.MAX_VALUE, "JPY"), "stripe", Duration.ofMinutes(3));

        assertThat(pending("pay_2", money(Long.MAX_VALUE, "JPY"), "stripe", null))
                .extracting(Signal::detail)
                .containsExactly(Long.MAX_VALUE + " minor units of JPY in 60 min");
    }

    @Test
    void aFirstPaymentIsNotNewAndALaterOneWithSomethingElseIs() {
        assertThat(pending("pay_0", money(100, "USD"), "stripe", "pm_a")).isEmpty();
        moved("pay_0", Outcome.TAKEN, money(100, "USD"), "stripe", Duration.ofDays(9));
        asked("pay_0", "pm_a", Duration.ofDays(9));

        assertThat(pending("pay_1", money(100, "USD"), "stripe", "pm_b"))
                .extracting(Signal::detail)
                .containsExactly("never paid with it");
        assertThat(pending("pay_1", money(100, "USD"), "knet", null))
                .extracting(Signal::detail)
                .containsExactly("never paid at knet");
        assertThat(pending("pay_1", money(100, "USD"), "stripe", null)).isEmpty();
    }

    @Test
    void whatWasDeclinedIsStillNew() {
        moved("pay_0", Outcome.TAKEN, money(100, "USD"), "stripe", Duration.ofDays(9));
        moved("pay_1", Outcome.DECLINED, money(100, "USD"), "stripe", Duration.ofDays(8));
        asked("pay_1", "pm_b", Duration.ofDays(8));

        assertThat(pending("pay_2", money(100, "USD"), "stripe", "pm_b")).hasSize(1);
    }

    @Test
    void manyDeclinesAreCardTestingUnlessMostPaymentsWork() {
        for (int i = 0; i < 10; i++) {
            moved("pay_d" + i, Outcome.DECLINED, money(100, "USD"), "stripe", Duration.ofMinutes(i));
        }
        assertThat(pending("pay_1", money(100, "USD"), "stripe", null))
                .extracting(Signal::kind, Signal::detail)
                .containsExactly(tuple(Kind.CARD_TESTING, "10 declined, 0 not"));

        for (int i = 0; i < 11; i++) {
            moved("pay_g" + i, Outcome.TAKEN, money(100, "USD"), "stripe", Duration.ofMinutes(i));
        }
        assertThat(pending("pay_1", money(100, "USD"), "stripe", null)).isEmpty();
    }

    @Test
    void manyDeclinesFromOneAddressAreNoticedWhoeverPaysUnlessMostWork() {
        for (int i = 0; i < 20; i++) {
            around = around.after(there(i, Outcome.DECLINED));
        }
        assertThat(pending("pay_1", money(100, "USD"), "stripe", null))
                .extracting(Signal::kind, Signal::detail)
                .containsExactly(tuple(Kind.SHARED_CARD_TESTING, "20 declined, 0 not"));

        for (int i = 20; i < 41; i++) {
            around = around.after(there(i, Outcome.TAKEN));
        }
        assertThat(pending("pay_1", money(100, "USD"), "stripe", null)).isEmpty();
    }

    @Test
    void manyDeclinesAtOneDeviceAreNoticedWhoeverPaysUnlessMostWork() {
        for (int i = 0; i < 15; i++) {
            assertThat(pending("pay_1", money(100, "USD"), "stripe", null)).isEmpty();
            atDevice = atDevice.after(there(i, Outcome.DECLINED));
        }
        assertThat(pending("pay_1", money(100, "USD"), "stripe", null))
                .extracting(Signal::kind, Signal::detail)
                .containsExactly(tuple(Kind.DEVICE_CARD_TESTING, "15 declined, 0 not"));

        for (int i = 15; i < 31; i++) {
            atDevice = atDevice.after(there(i, Outcome.TAKEN));
        }
        assertThat(pending("pay_1", money(100, "USD"), "stripe", null)).isEmpty();
    }

    private static Move there(int number, Outcome outcome) {
        return new Move("o" + number, "pay_o" + number, outcome, money(100, "USD"), "stripe", NOW.minusSeconds(number));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDetectorOfPaymentsHasTheModesOfTheOthers(Mode mode) {
        moved("pay_0", Outcome.TAKEN, money(100, "USD"), "stripe", Duration.ofDays(9));
        var detection = new PaymentDetection(_ -> new Settings(mode, Map.of()));

        var signals = detection.look(sight(new Purchase("pay_1", money(100, "USD"), "knet", null, null)));

        assertThat(signals)
                .extracting(Signal::isActing)
                .isEqualTo(
                        switch (mode) {
                            case OFF -> List.of();
                            case WATCH -> List.of(false);
                            case ACT -> List.of(true);
                        });
    }

    @Test
    void thresholdsOfPaymentsAreSetLikeTheOthers() {
        assertThat(Detection.allows(Kind.PAYMENT_VELOCITY, Map.of("payments", 5L, "sumMinorKWD", 1L)))
                .isTrue();
        assertThat(Detection.allows(Kind.PAYMENT_VELOCITY, Map.of("sumMinorXXX", 1L)))
                .isFalse();
        assertThat(Detection.allows(Kind.CARD_TESTING, Map.of("declines", 0L))).isFalse();
    }

    @Test
    void listsStayBoundedAndTheSameEventCountsOnce() {
        for (int i = 0; i < Spending.MOST_MOVES + 50; i++) {
            moved(
                    "pay_" + i,
                    Outcome.TAKEN,
                    money(100, "USD"),
                    "stripe",
                    Duration.ofDays(1).minusSeconds(i));
            asked("pay_" + i, "pm_a", Duration.ofDays(1).minusSeconds(i));
        }
        var before = spending;
        var last = spending.moves().getLast();

        assertThat(spending.moves()).hasSize(Spending.MOST_MOVES);
        assertThat(spending.asked()).hasSize(Spending.MOST_ASKED);
        assertThat(before.after(last)).isEqualTo(before);
    }

    private void moved(String payment, Outcome outcome, Money amount, String provider, Duration ago) {
        spending = spending.after(new Move("evt_" + events++, payment, outcome, amount, provider, NOW.minus(ago)));
    }

    private void asked(String payment, String method, Duration ago) {
        spending = spending.after(new Asked("att_" + payment, payment, method, null, null, NOW.minus(ago)));
    }

    private List<Signal> pending(String payment, Money amount, String provider, @Nullable String method) {
        return new PaymentDetection(Detection::usual)
                .look(sight(new Purchase(payment, amount, provider, method, null)));
    }

    private PaymentSight sight(Purchase purchase) {
        return new PaymentSight(spending, around, atDevice, purchase, NOW);
    }

    private static Money money(long amountMinor, String currency) {
        return new Money(amountMinor, currency);
    }
}
