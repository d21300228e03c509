package io.aman.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.service.CustomerService;
import com.stripe.service.PaymentIntentService;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.platform.Ids;
import java.util.Optional;

/** Stripe's customers: one for each payer who keeps payment methods. */
final class StripeCustomers {

    /** The key in a customer's metadata that holds our user id. */
    static final String USER_ID = "user_id";

    private final CustomerService customers;
    private final PaymentIntentService intents;

    StripeCustomers(StripeClient client) {
        this.customers = client.v1().customers();
        this.intents = client.v1().paymentIntents();
    }

    /** The payer's customer; asked again within a day, the same one. One too many would do no harm. */
    String make(String payer) throws StripeException {
        var params = CustomerCreateParams.builder().putMetadata(USER_ID, payer).build();
        return customers.create(params, key(Ids.derived("customer-", payer))).getId();
    }

    /** @param method retrieved with its customer */
    static boolean keeps(PaymentMethod method, String payer) {
        var customer = method.getCustomerObject();
        return customer != null
                && customer.getMetadata() != null
                && payer.equals(customer.getMetadata().get(USER_ID));
    }

    /**
     * Makes a payment the customer's: Stripe takes what is kept for a customer only for a payment of that customer. It can
     * be done once for a payment, and Stripe refuses the same customer again, too.
     *
     * @return what keeps the payment from being confirmed; empty when it is the customer's
     */
    Optional<ProviderAnswer> name(String customer, String ref, String key) {
        var params = PaymentIntentUpdateParams.builder().setCustomer(customer).build();
        try {
            intents.update(ref, params, key(key));
            return Optional.empty();
        } catch (InvalidRequestException e) {
            return isNamed(customer, ref) ? Optional.empty() : Optional.of(StripeFailures.answer(e, ref));
        } catch (StripeException e) {
            return Optional.of(
                    StripeFailures.answer(e, ref) instanceof Unknown unknown
                            ? new NotSent("the customer could not be named: " + unknown.reason())
                            : StripeFailures.answer(e, ref));
        }
    }

    private boolean isNamed(String customer, String ref) {
        try {
            return customer.equals(intents.retrieve(ref).getCustomer());
        } catch (StripeException _) {
            return false;
        }
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
