package io.aman.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.SetupIntent;
import com.stripe.param.SetupIntentCancelParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentRetrieveParams;
import com.stripe.service.SetupIntentService;
import io.aman.payment.provider.MethodVault.Attach;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Rejected;
import java.net.URI;

/**
 * Stripe's SetupIntents: a card is kept once its payer has authenticated, where his bank wants that.
 *
 * @see <a href="https://docs.stripe.com/payments/setupintents/lifecycle">SetupIntents, read 2026-11</a>
 */
final class StripeSetups {

    private static final String UNEXPECTED_STATE = "setup_intent_unexpected_state";

    private final SetupIntentService setups;

    StripeSetups(StripeClient client) {
        this.setups = client.v1().setupIntents();
    }

    /** @throws StripeException as of any call; a declined card is one */
    VaultAnswer begin(Attach command, PaymentMethodToken token, String customer, URI returnUrl) throws StripeException {
        var params = SetupIntentCreateParams.builder()
                .setCustomer(customer)
                .setPaymentMethod(token.value())
                .addPaymentMethodType("card")
                .setConfirm(true)
                .setReturnUrl(returnUrl.toString())
                .setUsage(SetupIntentCreateParams.Usage.ON_SESSION)
                .putMetadata(StripeCustomers.USER_ID, command.payer())
                .addExpand("payment_method")
                .build();
        return answer(setups.create(params, StripeVault.key(command.key())));
    }

    VaultAnswer read(String id) {
        try {
            return answer(retrieve(id));
        } catch (StripeException e) {
            return StripeFailures.vaultAnswer(e).whereAskedBefore();
        }
    }

    /** The payer may be faster: then it stands as he left it. */
    VaultAnswer abandon(String id, String key) {
        try {
            var params = SetupIntentCancelParams.builder()
                    .setCancellationReason(SetupIntentCancelParams.CancellationReason.ABANDONED)
                    .build();
            setups.cancel(id, params, StripeVault.key(key));
            return new Gone();
        } catch (StripeException e) {
            return UNEXPECTED_STATE.equals(e.getCode()) ? ended(id) : StripeFailures.vaultAnswer(e);
        }
    }

    private VaultAnswer ended(String id) {
        var standing = read(id);
        return standing instanceof Rejected ? new Gone() : standing;
    }

    private SetupIntent retrieve(String id) throws StripeException {
        return setups.retrieve(
                id,
                SetupIntentRetrieveParams.builder().addExpand("payment_method").build());
    }

    private static VaultAnswer answer(SetupIntent setup) {
        return switch (setup.getStatus()) {
            case "succeeded" -> StripeVault.kept(setup.getPaymentMethodObject());
            case "requires_action", "requires_confirmation" ->
                new ActionRequired(setup.getId(), StripeWire.nextAction(setup.getNextAction()));
            case "requires_payment_method" -> new Rejected(failure(setup));
            case "canceled" -> new Rejected("canceled");
            case null, default -> new Unknown("not decided yet");
        };
    }

    private static String failure(SetupIntent setup) {
        var error = setup.getLastSetupError();
        if (error == null) {
            return "unspecified";
        }
        return StripeWire.word(error.getDeclineCode() == null ? error.getCode() : error.getDeclineCode());
    }
}
