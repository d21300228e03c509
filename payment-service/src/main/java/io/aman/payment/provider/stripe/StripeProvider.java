package io.aman.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodOptions;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodOptions.Card.RequestMulticapture;
import com.stripe.param.RefundCreateParams;
import com.stripe.service.PaymentIntentService;
import com.stripe.service.RefundService;
import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's PaymentIntents with manual capture; what its failures mean stands in {@link StripeFailures}.
 *
 * @see <a href="https://docs.stripe.com/api/payment_intents">PaymentIntents</a>
 */
final class StripeProvider implements PaymentProvider {

    static final String NAME = "stripe";

    /** Stripe forgets a key after 24 hours at the earliest; an hour is left for clocks and queues. */
    private static final Duration KEY_LIFETIME = Duration.ofHours(23);

    /** Where the card and Stripe's contract allow it; else a capture that is not the last one is refused. */
    private static final PaymentMethodOptions SEVERAL_CAPTURES = PaymentMethodOptions.builder()
            .setCard(PaymentMethodOptions.Card.builder()
                    .setRequestMulticapture(RequestMulticapture.IF_AVAILABLE)
                    .build())
            .build();

    static final Pattern TOKEN = Pattern.compile("pm_[A-Za-z0-9_]{1,120}");
    private static final String UNEXPECTED_STATE = "payment_intent_unexpected_state";

    private final PaymentIntentService intents;
    private final RefundService refunds;
    private final StripeCustomers customers;
    private final StripeBooks books;

    StripeProvider(StripeClient client) {
        this.intents = client.v1().paymentIntents();
        this.refunds = client.v1().refunds();
        this.customers = new StripeCustomers(client);
        this.books = new StripeBooks(client);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Every payment intent is created for cards alone. */
    @Override
    public String methodKind() {
        return "card";
    }

    @Override
    public boolean takes(@Nullable PaymentMethodToken method) {
        return method != null && TOKEN.matcher(method.value()).matches();
    }

    @Override
    public AmountCheck check(Money amount) {
        return StripeAmounts.check(amount);
    }

    @Override
    public Duration keyLifetime() {
        return KEY_LIFETIME;
    }

    @Override
    public boolean capturesInParts() {
        return true;
    }

    @Override
    public ProviderAnswer create(Create command) {
        var params = PaymentIntentCreateParams.builder()
                .setAmount(StripeAmounts.toStripe(command.amount()))
                .setCurrency(command.amount().currency().toLowerCase(Locale.ROOT))
                .setCaptureMethod(CaptureMethod.MANUAL)
                .addPaymentMethodType("card")
                .setPaymentMethodOptions(SEVERAL_CAPTURES)
                .setDescription(command.description())
                .putMetadata(StripeWire.PAYMENT_ID, command.paymentId())
                .build();
        return answer(null, () -> intents.create(params, key(command.key())));
    }

    @Override
    public ProviderAnswer confirm(Confirm command) {
        var method = Objects.requireNonNull(command.paymentMethod(), "paymentMethod");
        if (method.customer() != null) {
            var hindrance = customers.name(method.customer(), command.ref(), command.key() + "-customer");
            if (hindrance.isPresent()) {
                return hindrance.get();
            }
        }
        var params = PaymentIntentConfirmParams.builder().setPaymentMethod(method.value());
        if (command.returnUrl() != null) {
            params.setReturnUrl(command.returnUrl().toString());
        }
        return answer(command.ref(), () -> intents.confirm(command.ref(), params.build(), key(command.key())));
    }

    @Override
    public ProviderAnswer capture(Capture command) {
        var params = PaymentIntentCaptureParams.builder().setAmountToCapture(StripeAmounts.toStripe(command.amount()));
        if (!command.last()) {
            params.setFinalCapture(false); // known only where several captures are possible
        }
        return answer(command.ref(), () -> intents.capture(command.ref(), params.build(), key(command.key())));
    }

    @Override
    public ProviderAnswer cancel(Cancel command) {
        if (command.partlyCaptured()) {
            var rest = PaymentIntentCaptureParams.builder()
                    .setAmountToCapture(0L)
                    .setFinalCapture(true)
                    .build();
            return answer(command.ref(), () -> intents.capture(command.ref(), rest, key(command.key())));
        }
        var params = PaymentIntentCancelParams.builder().build();
        return answer(command.ref(), () -> intents.cancel(command.ref(), params, key(command.key())));
    }

    @Override
    public RefundAnswer refund(RefundCommand command) {
        var params = RefundCreateParams.builder()
                .setPaymentIntent(command.paymentRef())
                .setAmount(StripeAmounts.toStripe(command.amount()))
                .putMetadata(StripeWire.REFUND_ID, command.key())
                .build();
        try {
            return understoodRefund(() -> refunds.create(params, key(command.key())));
        } catch (StripeException e) {
            return StripeFailures.refundAnswer(e);
        }
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        try {
            return understoodRefund(() -> refunds.retrieve(refundRef));
        } catch (StripeException e) {
            return StripeFailures.refundAnswer(e).whereSentBefore();
        }
    }

    @Override
    public RefundList readRefunds(String ref) {
        return books.refunds(ref);
    }

    @Override
    public DisputeAnswer readDispute(String ref) {
        return books.dispute(ref);
    }

    @Override
    public ProviderAnswer read(String ref) {
        try {
            return understood(() -> intents.retrieve(ref));
        } catch (StripeException e) {
            return StripeFailures.answer(e, ref).afterAnEarlierSend();
        }
    }

    private interface Call<T> {
        T send() throws StripeException;
    }

    private ProviderAnswer answer(@Nullable String ref, Call<PaymentIntent> call) {
        try {
            return understood(call);
        } catch (StripeException e) {
            // It stands elsewhere than we believed, for instance captured in Stripe's dashboard: see where.
            return ref != null && UNEXPECTED_STATE.equals(e.getCode()) ? read(ref) : StripeFailures.answer(e, ref);
        }
    }

    private static ProviderAnswer understood(Call<PaymentIntent> call) throws StripeException {
        try {
            return StripeWire.answer(call.send());
        } catch (RuntimeException e) {
            return StripeFailures.unreadable(e);
        }
    }

    private static RefundAnswer understoodRefund(Call<Refund> call) throws StripeException {
        try {
            return StripeWire.refund(call.send());
        } catch (RuntimeException e) {
            return StripeFailures.unreadable(e);
        }
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
