package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.JSON;
import static io.aman.payment.provider.paypal.PayPalClient.text;

import io.aman.payment.provider.MethodVault;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Rejected;
import io.aman.payment.provider.VaultAnswer.Traits;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * PayPal's vault: the payer agrees on PayPal's page to be remembered, which makes a setup token one that pays.
 *
 * <p>Each setup has a customer of its own at PayPal, so that what came of it is found even after PayPal has forgotten the
 * key.
 *
 * @see <a href="https://developer.paypal.com/docs/api/payment-tokens/v3/">Payment Method Tokens, read 2026-11</a>
 */
final class PayPalVault implements MethodVault {

    private static final String SETUPS = "/v3/vault/setup-tokens";
    private static final String TOKENS = "/v3/vault/payment-tokens";
    private static final int NOT_FOUND = 404;

    private final PayPalClient client;

    PayPalVault(PayPalClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return PayPalProvider.NAME;
    }

    @Override
    public boolean takes(@Nullable PaymentMethodToken token) {
        return token == null;
    }

    @Override
    public boolean needsReturnUrl() {
        return true;
    }

    @Override
    public VaultAnswer attach(Attach command) {
        var body = JSON.createObjectNode();
        var back = Objects.requireNonNull(command.returnUrl(), "returnUrl").toString();
        body.putObject("payment_source")
                .putObject("paypal")
                .put("usage_type", "MERCHANT")
                .putObject("experience_context")
                .put("return_url", back)
                .put("cancel_url", back);
        var reply = client.post(SETUPS, body, command.key());
        return reply instanceof Done done ? standing(done.body()) : answer(reply);
    }

    private static VaultAnswer standing(JsonNode setup) {
        var id = text(setup, "id");
        var page = PayPalOrder.link(setup, "approve");
        return id == null || page == null
                ? PayPalFailures.unreadable()
                : new ActionRequired(id, new NextAction("redirect_to_url", page));
    }

    @Override
    public VaultAnswer resume(Setup command) {
        var reply = client.get(PayPalClient.path(SETUPS + "/", command.setup()));
        return switch (reply) {
            case Done done -> resume(command, done.body());
            case Failed failed when failed.status() == NOT_FOUND -> new Rejected("expired");
            case PayPalReply _ -> answer(reply).whereAskedBefore();
        };
    }

    private VaultAnswer resume(Setup command, JsonNode setup) {
        var status = text(setup, "status");
        return switch (status) {
            case "APPROVED" -> keep(command);
            case "VAULTED" -> keptBefore(setup);
            case "CREATED", "PAYER_ACTION_REQUIRED" -> standing(setup);
            case null, default -> new Unknown("a status we do not know");
        };
    }

    private VaultAnswer keep(Setup command) {
        var body = JSON.createObjectNode();
        body.putObject("payment_source")
                .putObject("token")
                .put("id", command.setup())
                .put("type", "SETUP_TOKEN");
        var reply = client.post(TOKENS, body, command.key());
        return reply instanceof Done done ? kept(done.body()) : answer(reply).whereAskedBefore();
    }

    /** By us, who crashed before that was written. */
    private VaultAnswer keptBefore(JsonNode setup) {
        var customer = text(setup.path("customer"), "id");
        if (customer == null) {
            return PayPalFailures.unreadable();
        }
        var reply = client.get(PayPalClient.path(TOKENS + "?customer_id=", customer));
        if (!(reply instanceof Done done)) {
            return answer(reply).whereAskedBefore();
        }
        var tokens = done.body().path("payment_tokens");
        return tokens.size() == 1 ? kept(tokens.path(0)) : new Unknown("what was kept cannot be found");
    }

    private static VaultAnswer kept(JsonNode token) {
        var id = text(token, "id");
        var customer = text(token.path("customer"), "id");
        return id == null || customer == null
                ? PayPalFailures.unreadable()
                : new Kept(
                        new PaymentMethodToken(id, customer), new Traits(PayPalProvider.NAME, null, null, null, null));
    }

    /** PayPal keeps nothing unless we ask for it: a setup that is left alone ends by itself. */
    @Override
    public VaultAnswer abandon(Setup command) {
        var reply = client.get(PayPalClient.path(SETUPS + "/", command.setup()));
        return switch (reply) {
            case Done done -> "VAULTED".equals(text(done.body(), "status")) ? keptBefore(done.body()) : new Gone();
            case Failed failed when failed.status() == NOT_FOUND -> new Gone();
            case PayPalReply _ -> answer(reply).whereAskedBefore();
        };
    }

    @Override
    public VaultAnswer detach(Detach command) {
        var reply =
                client.delete(PayPalClient.path(TOKENS + "/", command.token().value()));
        return switch (reply) {
            case Done _ -> new Gone();
            case Failed failed when failed.status() == NOT_FOUND -> new Gone();
            case PayPalReply _ -> answer(reply);
        };
    }

    private static VaultAnswer answer(PayPalReply reply) {
        return switch (PayPalFailures.refundAnswer(reply)) {
            case NotSent notSent -> notSent;
            case Refused refused -> refused;
            case Unknown unknown -> unknown;
            case RefundAnswer.Stands _ -> PayPalFailures.unreadable();
        };
    }
}
