package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.method.FakeVault.Crash;
import io.aman.payment.method.KeepMethods.Wanted;
import io.aman.payment.method.MethodError.InvalidToken;
import io.aman.payment.method.MethodError.NotFound;
import io.aman.payment.method.MethodError.ProviderRefused;
import io.aman.payment.method.MethodError.ProviderUnavailable;
import io.aman.payment.method.MethodError.Rejected;
import io.aman.payment.method.MethodError.TooMany;
import io.aman.payment.method.MethodError.UnknownProvider;
import io.aman.payment.method.MethodError.UnknownReturnUrl;
import io.aman.payment.provider.MethodVaults;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ReturnUrls;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Crashes, lost answers and races, over the real storage. */
class KeepMethodsTest {

    private static final String PAYER = "usr_1";

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MethodProperties properties = new MethodProperties(
            5,
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofSeconds(2),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofMinutes(1));
    private final ReturnUrls returnUrls = new ReturnUrls(Map.of("app", URI.create("https://app.example/cards")));
    private final FakeVault vault = new FakeVault();
    private final MongoWallets wallets =
            new MongoWallets(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("methods")));
    private final KeepMethods methods =
            new KeepMethods(wallets, new MethodVaults(List.of(vault)), returnUrls, properties, clock);
    private final SavedMethods saved = new SavedMethods(wallets);

    @BeforeEach
    void open() {
        wallets.declareIndexes();
    }

    private SavedMethod attach(String token, boolean makeDefault, String operation) {
        return methods.attach(wanted(token, null, makeDefault), operation);
    }

    private static Wanted wanted(String token, @Nullable String returnTo, boolean makeDefault) {
        return new Wanted(PAYER, "stripe", new PaymentMethodToken(token), returnTo, makeDefault);
    }

    /** One that the payer has to act on. */
    private SavedMethod waiting(String operation) {
        var method = methods.attach(wanted("ask_visa", "app", true), operation);
        assertThat(method.state()).isEqualTo(MethodState.REQUIRES_ACTION);
        return method;
    }

    private SavedMethod attach(String token, String operation) {
        return attach(token, false, operation);
    }

    private List<MethodState> states() {
        return wallets.of(PAYER).methods().stream().map(SavedMethod::state).toList();
    }

    /** What happens when its time has come. */
    private void sweep() {
        clock.advance(Duration.ofMinutes(2));
        methods.sweep();
    }

    @Test
    void attachedMadeTheDefaultUsedAndDetached() {
        var first = attach("pm_a", true, "op1");
        var second = attach("pm_b", "op2");
        assertThat(first.state()).isEqualTo(MethodState.ACTIVE);
        assertThat(saved.defaultOf(PAYER, "stripe")).hasValue(new PaymentMethodToken("pm_a", "cus_" + PAYER));
        wallets.change(PAYER, wallet -> wallet.makeDefault(second.id()));
        assertThat(saved.defaultOf(PAYER, "stripe")).hasValue(new PaymentMethodToken("pm_b", "cus_" + PAYER));
        assertThat(saved.find(PAYER, "stripe", first.id())).isPresent();
        assertThat(methods.detach(PAYER, second.id())).isEmpty();
        assertThat(saved.defaultOf(PAYER, "stripe")).isEmpty();
        assertThat(saved.find(PAYER, "stripe", second.id())).isEmpty();
        assertThat(vault.kept()).isOne();
        assertThatThrownBy(() -> methods.detach(PAYER, second.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void anotherPayersMethodAndAnotherProvidersAreAsUnknown() {
        var id = attach("pm_a", true, "op1").id();
        assertThat(saved.find("usr_2", "stripe", id)).isEmpty();
        assertThat(saved.find(PAYER, "paypal", id)).isEmpty();
        assertThat(saved.defaultOf(PAYER, "paypal")).isEmpty();
        assertThatThrownBy(() -> methods.detach("usr_2", id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> wallets.change("usr_2", wallet -> wallet.makeDefault(id)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aMethodWaitsForItsPayerAndIsKeptOnceHeHasAgreed() {
        var method = waiting("op1");
        assertThat(method.nextAction()).isNotNull();
        assertThat(methods.attach(wanted("ask_visa", "app", true), "op1")).isEqualTo(method);
        assertThat(saved.find(PAYER, "stripe", method.id())).isEmpty();
        assertThat(methods.look(PAYER, method.id()).state()).isEqualTo(MethodState.REQUIRES_ACTION);
        vault.payerActs(true);
        assertThat(methods.look(PAYER, method.id()).state()).isEqualTo(MethodState.ACTIVE);
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
        assertThat(wallets.of(PAYER).require(method.id()).nextAction()).isNull();
        assertThat(vault.kept()).isOne();
    }

    @Test
    void theSweepFindsOutWhatThePayerDidAndAHintMakesItLookAtOnce() {
        var method = waiting("op1");
        vault.payerActs(true);
        methods.moved(PAYER, "seti_of_somebody_else");
        methods.sweep(); // too early
        assertThat(states()).containsExactly(MethodState.REQUIRES_ACTION);
        methods.moved("usr_2", String.valueOf(method.setup()));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.REQUIRES_ACTION);
        methods.moved(PAYER, String.valueOf(method.setup()));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void whatThePayerDeclinesFailsIsShownForAWhileAndThenForgotten() {
        var method = waiting("op1");
        vault.payerActs(false);
        sweep();
        var failed = wallets.of(PAYER).require(method.id());
        assertThat(failed.state()).isEqualTo(MethodState.FAILED);
        assertThat(failed.failure()).isEqualTo("authentication_required");
        assertThat(saved.find(PAYER, "stripe", method.id())).isEmpty();
        assertThat(methods.look(PAYER, method.id())).isEqualTo(failed);
        clock.advance(Duration.ofHours(23));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.FAILED);
        clock.advance(Duration.ofHours(2));
        methods.sweep();
        assertThat(states()).isEmpty();
        assertThat(vault.kept()).isZero();
    }

    @Test
    void whoeverTriesAgainIsRidOfWhatFailed() {
        waiting("op1");
        vault.payerActs(false);
        sweep();
        attach("pm_a", "op2");
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void aPayerWhoNeverActsIsNotWaitedForForEver() {
        var method = waiting("op1");
        clock.advance(Duration.ofHours(25));
        methods.sweep();
        assertThat(wallets.of(PAYER).require(method.id()).failure()).isEqualTo(Wallet.EXPIRED);
        assertThat(vault.waiting()).isZero();
    }

    @Test
    void aPayerWhoWasFasterThanTheEndOfWaitingHasHisMethod() {
        waiting("op1");
        vault.payerActs(true);
        clock.advance(Duration.ofHours(25));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void oneThatWaitsCanBeGivenUpWhateverThePayerDoesMeanwhile() {
        assertThat(methods.detach(PAYER, waiting("op1").id())).isEmpty();
        assertThat(vault.waiting()).isZero();
        var second = waiting("op2");
        vault.payerActs(true);
        assertThat(methods.detach(PAYER, second.id())).isEmpty();
        assertThat(vault.kept()).isZero();
    }

    @Test
    void aCrashWhileThePayerIsAboutToBeAskedEndsInAskingHim() {
        vault.crashAfterNext();
        assertThatThrownBy(() -> methods.attach(wanted("ask_visa", "app", false), "op1"))
                .isInstanceOf(Crash.class);
        sweep();
        assertThat(states()).containsExactly(MethodState.REQUIRES_ACTION);
        vault.crashAfterNext();
        vault.payerActs(true);
        assertThatThrownBy(this::sweep).isInstanceOf(Crash.class);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void thePayerComesBackOnlyToWhatIsConfigured() {
        assertThatThrownBy(() -> methods.attach(wanted("ask_visa", "https://evil.example", false), "op1"))
                .isInstanceOf(UnknownReturnUrl.class);
        assertThat(waiting("op2").returnUrl())
                .hasToString("https://app.example/cards?method="
                        + MethodId.attachedBy("op2").value());
        assertThat(states()).hasSize(1);
    }

    @Test
    void aLostAnswerLeavesItAttachingAndTheSweepFindsItKeptOnce() {
        vault.nextAnswerIsLost();
        assertThat(attach("test_visa", true, "op1").state()).isEqualTo(MethodState.ATTACHING);
        assertThat(saved.defaultOf(PAYER, "stripe")).isEmpty();
        methods.sweep(); // too early
        assertThat(states()).containsExactly(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
        assertThat(vault.kept()).isOne();
    }

    @Test
    void aCrashBetweenIntentAndCallIsMadeGoodByTheSweep() {
        vault.crashBeforeNext();
        assertThatThrownBy(() -> attach("test_visa", "op1")).isInstanceOf(Crash.class);
        assertThat(states()).containsExactly(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void aCrashBetweenCallAndAnswerIsMadeGoodByTheSameOperation() {
        vault.crashAfterNext();
        assertThatThrownBy(() -> attach("test_visa", "op1")).isInstanceOf(Crash.class);
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ACTIVE);
        assertThat(states()).hasSize(1);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void afterACrashAFailureToAskAgainSaysNothing() {
        vault.crashAfterNext();
        assertThatThrownBy(() -> attach("test_visa", "op1")).isInstanceOf(Crash.class);
        vault.nextIsNotSent();
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ATTACHING);
        vault.nextIsRefused();
        sweep();
        assertThat(states()).containsExactly(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void aFailureToAskLeavesWhatTheSweepHasFoundMeanwhile() {
        vault.nextIsNotSentAfter(this::sweep);
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ACTIVE);
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void aFailureToAskLeavesWhatSomebodyElseIsStillAskingFor() {
        vault.nextIsNotSentAfter(() -> {
            vault.nextAnswerIsLost();
            sweep();
        });
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void whatCertainlyDidNotHappenLeavesNothing() {
        vault.nextIsNotSent();
        assertThatThrownBy(() -> attach("pm_a", "op1")).isInstanceOf(ProviderUnavailable.class);
        vault.nextIsRefused();
        assertThatThrownBy(() -> attach("pm_a", "op2")).isInstanceOf(ProviderRefused.class);
        assertThatThrownBy(() -> attach("bad_card", "op3")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> attach("tok_visa", "op4")).isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() ->
                        methods.attach(new Wanted(PAYER, "knet", new PaymentMethodToken("pm_a"), null, false), "op5"))
                .isInstanceOf(UnknownProvider.class);
        assertThat(states()).isEmpty();
        assertThat(attach("pm_a", "op1").state()).isEqualTo(MethodState.ACTIVE);
    }

    @Test
    void aRejectionThatTheSweepHearsOfRemovesTheMethod() {
        vault.nextAnswerIsLost();
        attach("bad_card", true, "op1");
        sweep();
        assertThat(states()).isEmpty();
    }

    @Test
    void aLostDetachingIsWantedAllTheSameAndPaysForNothing() {
        var id = attach("pm_a", true, "op1").id();
        vault.nextIsLost();
        assertThat(methods.detach(PAYER, id))
                .hasValueSatisfying(left -> assertThat(left.state()).isEqualTo(MethodState.DETACHING));
        assertThat(saved.find(PAYER, "stripe", id)).isEmpty();
        assertThat(saved.defaultOf(PAYER, "stripe")).isEmpty();
        assertThatThrownBy(() -> wallets.change(PAYER, wallet -> wallet.makeDefault(id)))
                .isInstanceOf(MethodError.NotActive.class);
        vault.nextIsRefused();
        sweep();
        assertThat(states()).containsExactly(MethodState.DETACHING);
        sweep();
        assertThat(states()).isEmpty();
        assertThat(vault.kept()).isZero();
    }

    @Test
    void aCrashInTheMiddleOfDetachingIsMadeGoodByTheSweep() {
        var id = attach("pm_a", "op1").id();
        vault.crashAfterNext();
        assertThatThrownBy(() -> methods.detach(PAYER, id)).isInstanceOf(Crash.class);
        sweep();
        assertThat(states()).isEmpty();
    }

    @Test
    void oneThatIsDetachedWhileItIsAttachedIsGoneInTheEnd() {
        vault.beforeNextAnswer(() -> {
            vault.nextIsLost(); // asking whether it is kept
            methods.detach(PAYER, MethodId.attachedBy("op1").value());
        });
        assertThat(attach("test_visa", true, "op1").state()).isEqualTo(MethodState.DETACHING);
        sweep();
        assertThat(states()).isEmpty();
        assertThat(vault.kept()).isZero();
    }

    @Test
    void aTokenThatIsKeptAlreadyIsTheOneOfBefore() {
        var first = attach("pm_a", "op1");
        assertThat(attach("pm_a", true, "op2").id()).isEqualTo(first.id());
        assertThat(states()).hasSize(1);
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
    }

    @Test
    void aTokenThatIsOnItsWayOutIsNotKeptAgain() {
        var id = attach("pm_a", "op1").id();
        vault.nextIsLost();
        methods.detach(PAYER, id);
        assertThatThrownBy(() -> attach("pm_a", "op2")).isInstanceOf(Rejected.class);
    }

    @Test
    void theLaterWordOnTheDefaultWins() {
        vault.nextAnswerIsLost();
        attach("test_slow", true, "op1");
        var other = attach("pm_b", "op2");
        wallets.change(PAYER, wallet -> wallet.makeDefault(other.id()));
        sweep();
        assertThat(saved.defaultOf(PAYER, "stripe"))
                .map(PaymentMethodToken::value)
                .hasValue("pm_b");
    }

    @Test
    void thereAreNoMoreThanTheLimitHoweverManyAreAttachedAtOnce() throws Exception {
        var outcomes = AtOnce.run(20, n -> {
            try {
                return attach("test_" + n, "op" + n).state().name();
            } catch (TooMany _) {
                return "TOO_MANY";
            }
        });
        assertThat(outcomes).filteredOn("ACTIVE"::equals).hasSize(properties.max());
        assertThat(states()).hasSize(properties.max());
        assertThat(vault.kept()).isEqualTo(properties.max());
    }

    @Test
    void oneTokenAttachedManyTimesAtOnceIsKeptOnce() throws Exception {
        var ids = AtOnce.run(5, n -> attach("pm_a", n == 0, "op" + n).id());
        assertThat(wallets.of(PAYER).methods()).singleElement().satisfies(method -> {
            assertThat(method.isActive()).isTrue();
            assertThat(ids).contains(method.id());
        });
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
        assertThat(vault.kept()).isOne();
    }

    @Test
    void oneTokenAttachedASecondTimeMeanwhileIsTheSecondOne() {
        var meanwhile = MethodId.attachedBy("op2").value();
        vault.beforeNextAnswer(() -> attach("pm_a", "op2"));
        assertThat(attach("pm_a", true, "op1").id()).isEqualTo(meanwhile);
        assertThat(wallets.of(PAYER).methods())
                .singleElement()
                .satisfies(method -> assertThat(method.id()).isEqualTo(meanwhile));
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
    }

    @Test
    void oneOperationRunManyTimesAtOnceKeepsOne() throws Exception {
        var ids = AtOnce.run(8, _ -> attach("test_visa", "op1").id());
        assertThat(ids).containsOnly(MethodId.attachedBy("op1").value());
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void howeverManyAreMadeTheDefaultAtOnceOneIs() throws Exception {
        var ids = IntStream.range(0, 5)
                .mapToObj(n -> attach("pm_" + n, "op" + n).id())
                .toList();
        AtOnce.run(40, n -> wallets.change(PAYER, wallet -> wallet.makeDefault(ids.get(n % 5))));
        var wallet = wallets.of(PAYER);
        assertThat(wallet.methods()).filteredOn(wallet::isDefault).hasSize(1);
        assertThat(wallet.defaults()).hasSize(1);
    }

    @Test
    void aMethodThatIsDetachedAndMadeTheDefaultAtOnceIsNoDefaultInTheEnd() throws Exception {
        for (int round = 0; round < 10; round++) {
            var id = attach("pm_" + round, "op" + round).id();
            AtOnce.run(2, n -> {
                try {
                    return n == 0
                            ? methods.detach(PAYER, id).isPresent()
                            : wallets.change(PAYER, wallet -> wallet.makeDefault(id))
                                    .isChanged();
                } catch (MethodError _) {
                    return false;
                }
            });
            assertThat(wallets.of(PAYER).defaults()).isEqualTo(Map.of());
            assertThat(states()).isEmpty();
        }
    }

    @Test
    void nobodysTokensArePrinted() {
        var method = attach("pm_secret", "op1");
        assertThat(method.toString() + method.attach(PAYER) + method.detach()).doesNotContain("pm_secret");
    }
}
