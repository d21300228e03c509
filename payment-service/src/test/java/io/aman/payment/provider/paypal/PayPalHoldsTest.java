package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.testing.AtOnce;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held at PayPal, taken in parts and let go. */
class PayPalHoldsTest extends PayPalAtSandbox {

    @Test
    void thePayerIsSentToPayPalAndComesBackToTheReturnUrl() {
        var ref = created();
        var asked = confirm(ref, key());
        assertThat(asked).isInstanceOfSatisfying(RequiresAction.class, requires -> {
            assertThat(requires.action().type()).isEqualTo("redirect_to_url");
            assertThat(requires.action().url()).contains("/checkoutnow?token=" + ref);
        });
        assertThat(paypal.read(ref)).isEqualTo(new Created(ref));
    }

    @Test
    void anApprovedOrderHoldsNothingUntilWeAsk() {
        var ref = created();
        var key = key();
        confirm(ref, key);
        command("orders/" + ref + "/approve", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Approved(ref));
        assertThat(confirm(ref, key)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(confirm(ref, key())).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(authorized(ref)).isEqualTo(1);
    }

    @Test
    void howeverOftenItIsAskedForAtOnceItIsHeldOnce() throws Exception {
        var ref = created();
        var key = key();
        confirm(ref, key);
        command("orders/" + ref + "/approve", "{}");
        var answers = AtOnce.run(8, n -> confirm(ref, n % 2 == 0 ? key : key()));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).isInstanceOfAny(Authorized.class, Unknown.class))
                .contains(new Authorized(ref, AMOUNT));
        assertThat(authorized(ref)).isEqualTo(1);
    }

    @Test
    void aLostHoldIsFoundAgain() {
        var ref = created();
        var key = key();
        confirm(ref, key);
        command("orders/" + ref + "/approve", "{}");
        loseNextAnswer();
        assertThat(confirm(ref, key)).isInstanceOf(Unknown.class);
        assertThat(paypal.read(ref)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(confirm(ref, key)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(authorized(ref)).isEqualTo(1);
    }

    @Test
    void aHoldIsTakenInPartsAndTheLastEndsIt() {
        var ref = authorized();
        assertThat(capture(ref, 4_000, false)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        assertThat(paypal.read(ref)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        assertThat(capture(ref, 5_000, false)).isEqualTo(new PartlyCaptured(ref, part(9_000)));
        assertThat(capture(ref, 4_000, true)).isEqualTo(new Refused("max_capture_amount_exceeded"));
        assertThat(capture(ref, 1_000, true)).isEqualTo(new Captured(ref, part(10_000)));
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, part(10_000)));
    }

    @Test
    void oneKeyTakesAPartOnce() throws Exception {
        var ref = authorized();
        var part = new Capture(key(), ref, part(4_000), false);
        loseNextAnswer();
        assertThat(paypal.capture(part)).isInstanceOf(Unknown.class);
        var answers = AtOnce.run(5, _ -> paypal.capture(part));
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer).isIn(new PartlyCaptured(ref, part(4_000)), new Unknown("status 409")));
        assertThat(paypal.capture(part)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void letGoAfterAPartThatPartStaysTaken() {
        var ref = authorized();
        capture(ref, 4_000, false);
        var cancel = new Cancel(key(), ref, true);
        assertThat(paypal.cancel(cancel)).isEqualTo(new Captured(ref, part(4_000)));
        assertThat(paypal.cancel(cancel)).isEqualTo(new Captured(ref, part(4_000)));
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, part(4_000)));
    }

    @Test
    void aLostVoidIsFoundAgain() {
        var ref = authorized();
        var cancel = new Cancel(key(), ref, false);
        loseNextAnswer();
        assertThat(paypal.cancel(cancel)).isInstanceOf(Unknown.class);
        assertThat(paypal.cancel(cancel)).isEqualTo(new Canceled(ref));
    }

    @Test
    void anApprovedOrderThatHoldsNothingIsCanceledWithoutPayPal() {
        var ref = created();
        command("orders/" + ref + "/approve", "{}");
        assertThat(paypal.cancel(new Cancel(key(), ref, false))).isEqualTo(new Canceled(ref));
        assertThat(authorized(ref)).isZero();
    }

    @Test
    void aPendingCaptureIsNoMoneyYet() {
        var ref = held("PENDING");
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Processing(ref));
        assertThat(paypal.read(ref)).isEqualTo(new Processing(ref));
        command("captures/" + capture(ref, 0) + "/complete", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aPendingCaptureThatIsDeniedIsADecline() {
        var ref = held("PENDING");
        capture(ref, 12_500, true);
        var capture = capture(ref, 0);
        command("captures/" + capture + "/deny", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Declined(ref, "capture_declined", capture));
    }

    @Test
    void aPartThatIsTakenAndOneThatIsPendingAreNotTheEnd() {
        var ref = held("PENDING");
        capture(ref, 4_000, false);
        command("captures/" + capture(ref, 0) + "/complete", "{}");
        assertThat(capture(ref, 8_500, true)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        command("captures/" + capture(ref, 1) + "/deny", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, part(4_000)));
    }

    @Test
    void aDeclinedCaptureTakesNothingAndTheHoldStays() {
        var ref = held("DECLINED");
        var command = new Capture(key(), ref, AMOUNT, true);
        var answer = paypal.capture(command);
        assertThat(answer).isInstanceOf(Declined.class).isEqualTo(paypal.capture(command));
        assertThat(paypal.read(ref)).isEqualTo(new Authorized(ref, AMOUNT));
    }

    @Test
    void aHoldThatHasLapsedIsTold() {
        var ref = authorized();
        command("authorizations/" + order(ref).authorizations().getFirst().id() + "/expire", "{}");
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Expired(ref));
        var part = authorized();
        capture(part, 4_000, false);
        command("authorizations/" + order(part).authorizations().getFirst().id() + "/expire", "{}");
        assertThat(capture(part, 100, true)).isEqualTo(new Captured(part, part(4_000)));
    }

    @Test
    void afterItsTimeAHoldIsOver() {
        var ref = authorized();
        var part = authorized();
        capture(part, 4_000, false);
        CLOCK.advance(Duration.ofDays(30));
        assertThat(paypal.read(ref)).isEqualTo(new Expired(ref));
        assertThat(paypal.read(part)).isEqualTo(new Captured(part, part(4_000)));
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Expired(ref));
    }

    @Test
    void anOrderThatPayPalHasForgottenIsAbsent() {
        var ref = created();
        command("orders/" + ref + "/expire", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Absent("not found"));
        assertThat(confirm(ref, key())).isEqualTo(new Refused("invalid_resource_id"));
        assertThat(paypal.cancel(new Cancel(key(), ref, false))).isEqualTo(new Canceled(ref));
    }

    @ParameterizedTest
    @CsvSource({"429, NotSent", "500, Unknown", "503, Unknown"})
    void whatPayPalSaysInsteadOfAnAnswerHasItsMeaning(int status, String meaning) {
        var ref = authorized();
        plan(Fault.Kind.STATUS, "/capture", status);
        assertThat(capture(ref, 12_500, true).getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(captures(ref)).isZero();
    }

    @Test
    void anAccessTokenThatEndsEarlyIsReplaced() {
        var ref = authorized();
        command("access-tokens/expire", "{}");
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Captured(ref, AMOUNT));
    }
}
