package io.aman.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodRetrieveParams;
import com.stripe.service.PaymentMethodService;
import io.aman.payment.provider.MethodVault;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Rejected;
import io.aman.payment.provider.VaultAnswer.Traits;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stripe's PaymentMethods, attached to customers: at once, or by a SetupIntent where the payer can be asked.
 *
 * @see <a href="https://docs.stripe.com/api/payment_methods">PaymentMethods, read 2026-11</a>
 */
final class StripeVault implements MethodVault {

    private static final Logger log = LoggerFactory.getLogger(StripeVault.class);
    private static final String MISSING = "resource_missing";

    private final PaymentMethodService methods;
    private final StripeCustomers customers;
    private final StripeSetups setups;

    StripeVault(StripeClient client) {
        this.methods = client.v1().paymentMethods();
        this.customers = new StripeCustomers(client);
        this.setups = new StripeSetups(client);
    }

    @Override
    public String name() {
        return StripeProvider.NAME;
    }

    @Override
    public boolean takes(@Nullable PaymentMethodToken token) {
        return token != null && StripeProvider.TOKEN.matcher(token.value()).matches();
    }

    @Override
    public VaultAnswer attach(Attach command) {
        return understood(() -> {
            String customer;
            try {
                customer = command.customer() == null ? customers.make(command.payer()) : command.customer();
            } catch (StripeException e) {
                return StripeFailures.vaultAnswer(e) instanceof Unknown unknown
                        ? new NotSent("the customer could not be made: " + unknown.reason())
                        : StripeFailures.vaultAnswer(e);
            }
            return attach(command, customer);
        });
    }

    private VaultAnswer attach(Attach command, String customer) {
        var token = Objects.requireNonNull(command.token(), "token");
        try {
            return command.returnUrl() == null
                    ? kept(attached(token, customer, command.key()))
                    : setups.begin(command, token, customer, command.returnUrl());
        } catch (CardException e) {
            var code = e.getDeclineCode() == null ? e.getCode() : e.getDeclineCode();
            return new Rejected(StripeWire.word(code));
        } catch (InvalidRequestException e) {
            return "customer".equals(e.getParam())
                    ? StripeFailures.vaultAnswer(e)
                    : standing(command, token, customer, e);
        } catch (StripeException e) {
            return StripeFailures.vaultAnswer(e);
        }
    }

    private PaymentMethod attached(PaymentMethodToken token, String customer, String key) throws StripeException {
        var params = PaymentMethodAttachParams.builder().setCustomer(customer).build();
        return methods.attach(token.value(), params, key(key));
    }

    /** Stripe will not attach it: perhaps because it is the payer's already, under an earlier customer. */
    private VaultAnswer standing(
            Attach command, PaymentMethodToken token, String customer, InvalidRequestException refusal) {
        try {
            var method = retrieve(token);
            return customer.equals(method.getCustomer()) || StripeCustomers.keeps(method, command.payer())
                    ? kept(method)
                    : new Rejected(code(refusal));
        } catch (InvalidRequestException _) {
            return new Rejected(code(refusal));
        } catch (StripeException e) {
            return StripeFailures.vaultAnswer(e).whereAskedBefore();
        }
    }

    @Override
    public VaultAnswer resume(Setup command) {
        return understood(() -> setups.read(command.setup()));
    }

    @Override
    public VaultAnswer abandon(Setup command) {
        return understood(() -> setups.abandon(command.setup(), command.key()));
    }

    @Override
    public VaultAnswer detach(Detach command) {
        return understood(() -> {
            try {
                methods.detach(command.token().value(), key(command.key()));
                return new Gone();
            } catch (InvalidRequestException e) {
                return isGone(command.token()) ? new Gone() : StripeFailures.vaultAnswer(e);
            } catch (StripeException e) {
                return StripeFailures.vaultAnswer(e);
            }
        });
    }

    private boolean isGone(PaymentMethodToken token) {
        try {
            return retrieve(token).getCustomer() == null;
        } catch (StripeException e) {
            return MISSING.equals(e.getCode());
        }
    }

    private PaymentMethod retrieve(PaymentMethodToken token) throws StripeException {
        var params = PaymentMethodRetrieveParams.builder().addExpand("customer").build();
        return methods.retrieve(token.value(), params);
    }

    static VaultAnswer kept(PaymentMethod method) {
        if (method.getCustomer() == null) {
            return new Unknown("an answer that names no customer");
        }
        var token = new PaymentMethodToken(method.getId(), method.getCustomer());
        var card = method.getCard();
        var kind = StripeWire.word(method.getType());
        return new Kept(
                token,
                card == null
                        ? new Traits(kind, null, null, null, null)
                        : new Traits(
                                kind,
                                StripeWire.word(card.getBrand()),
                                card.getLast4(),
                                small(card.getExpMonth()),
                                small(card.getExpYear())));
    }

    private static @Nullable Integer small(@Nullable Long value) {
        return value == null ? null : Math.toIntExact(value);
    }

    private static String code(InvalidRequestException error) {
        return error.getCode() == null ? "not_attachable" : StripeWire.word(error.getCode());
    }

    private interface Call {
        VaultAnswer send();
    }

    /** stripe-java throws whatever it stumbles over, such as an empty body. */
    private static VaultAnswer understood(Call call) {
        try {
            return call.send();
        } catch (RuntimeException e) {
            log.warn("Stripe's answer cannot be read", e);
            return new Unknown("an answer that cannot be read");
        }
    }

    static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
