package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeCustomersTest {
    private final StripeAccount stripe = new StripeAccount();

    @AfterAll
    void close() {
        stripe.close();
    }

    private static String customer(StripeAccount stripe) throws StripeException {
        var params = CustomerCreateParams.builder().putMetadata("user_id", "usr_1");
        return stripe.client.v1().customers().create(params.build()).getId();
    }

    private String customer() throws StripeException {
        return customer(stripe);
    }

    private static PaymentMethod attach(StripeAccount stripe, String method, String customer) throws StripeException {
        var params = PaymentMethodAttachParams.builder().setCustomer(customer).build();
        return stripe.client.v1().paymentMethods().attach(method, params);
    }

    private PaymentMethod attach(String method, String customer) throws StripeException {
        return attach(stripe, method, customer);
    }

    private String intentOf(String customer) throws StripeException {
        var id = stripe.created(12_500).getId();
        var params = PaymentIntentUpdateParams.builder().setCustomer(customer).build();
        assertThat(stripe.client.v1().paymentIntents().update(id, params).getCustomer())
                .isEqualTo(customer);
        return id;
    }

    @Test
    void aTestTokenBecomesAMethodOfItsOwnEachTime() throws StripeException {
        var customer = customer();
        var method = attach("pm_card_visa", customer);
        assertThat(method.getId()).isNotEqualTo("pm_card_visa");
        assertThat(method.getCustomer()).isEqualTo(customer);
        assertThat(method.getCard().getLast4()).isEqualTo("4242");
        assertThat(attach("pm_card_visa", customer).getId()).isNotEqualTo(method.getId());
        assertThat(stripe.client.v1().paymentMethods().retrieve(method.getId()).getCustomer())
                .isEqualTo(customer);
        await().untilAsserted(() ->
                assertThat(stripe.received.types(method.getId())).containsExactly("payment_method.attached"));
    }

    @Test
    void attachingAgainChangesNothingAndToSomebodyElseIsRefused() throws StripeException {
        var customer = customer();
        var method = attach("pm_card_visa", customer).getId();
        assertThat(attach(method, customer).getId()).isEqualTo(method);
        var other = customer();
        assertThatThrownBy(() -> attach(method, other)).hasMessageContaining("already been attached");
    }

    @Test
    void aDetachedMethodIsGoneForGood() throws StripeException {
        var customer = customer();
        var method = attach("pm_card_visa", customer).getId();
        var methods = stripe.client.v1().paymentMethods();
        assertThat(methods.detach(method).getCustomer()).isNull();
        assertThatThrownBy(() -> methods.detach(method)).hasMessageContaining("detachment is impossible");
        assertThatThrownBy(() -> attach(method, customer)).hasMessageContaining("may not be used again");
        var intent = stripe.created(12_500).getId();
        assertThatThrownBy(() -> stripe.confirm(intent, method)).hasMessageContaining("It may not be used again");
    }

    @Test
    void aKeptMethodPaysOnlyForItsCustomer() throws StripeException {
        var customer = customer();
        var method = attach("pm_card_visa", customer).getId();
        var nobodys = stripe.created(12_500).getId();
        assertThatThrownBy(() -> stripe.confirm(nobodys, method)).hasMessageContaining("belongs to the Customer");
        var anothers = intentOf(customer());
        assertThatThrownBy(() -> stripe.confirm(anothers, method)).hasMessageContaining("belongs to the Customer");
        var own = intentOf(customer);
        assertThat(stripe.confirm(own, method).getStatus()).isEqualTo("requires_capture");
        assertThat(stripe.client.v1().paymentIntents().retrieve(own).getPaymentMethod())
                .isEqualTo(method);
    }

    @Test
    void anIntentsCustomerIsNamedOnceAndMustExist() throws StripeException {
        var customer = customer();
        var intent = intentOf(customer);
        var params = PaymentIntentUpdateParams.builder().setCustomer(customer).build();
        assertThatThrownBy(() -> stripe.client.v1().paymentIntents().update(intent, params))
                .hasMessageContaining("cannot modify `customer`");
        var unknown =
                PaymentIntentUpdateParams.builder().setCustomer("cus_nobody").build();
        assertThat(catchThrowableOfType(
                                InvalidRequestException.class,
                                () -> stripe.client.v1().paymentIntents().update(intent, unknown))
                        .getCode())
                .isEqualTo("resource_missing");
    }

    @Test
    void aDeclinedCardIsNotKeptAndOneThatFailsLaterIs() throws StripeException {
        var customer = customer();
        var error = catchThrowableOfType(CardException.class, () -> attach("pm_card_chargeDeclined", customer));
        assertThat(error.getCode()).isEqualTo("card_declined");
        var later = attach("pm_card_chargeCustomerFail", customer).getId();
        var intent = intentOf(customer);
        assertThatThrownBy(() -> stripe.confirm(intent, later)).isInstanceOf(CardException.class);
    }

    @Test
    void unknownMethodsAndCustomersAreMissing() throws StripeException {
        var customer = customer();
        assertMissing(() -> attach("pm_nothing", customer), 404);
        assertMissing(() -> attach("pm_card_visa", "cus_nobody"), 400);
        assertMissing(() -> stripe.client.v1().paymentMethods().retrieve("pm_nothing"), 404);
        assertMissing(() -> stripe.client.v1().paymentMethods().detach("pm_nothing"), 404);
    }

    private static void assertMissing(ThrowingCallable call, int status) {
        var error = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(error.getCode()).isEqualTo("resource_missing");
        assertThat(error.getStatusCode()).isEqualTo(status);
    }

    @Test
    void oneKeyKeepsOneMethodAndMakesOneCustomer() throws StripeException {
        var params =
                CustomerCreateParams.builder().putMetadata("user_id", "usr_2").build();
        var customers = stripe.client.v1().customers();
        var customer = customers.create(params, StripeAccount.key("customer-1")).getId();
        assertThat(customers.create(params, StripeAccount.key("customer-1")).getId())
                .isEqualTo(customer);
        var attach = PaymentMethodAttachParams.builder().setCustomer(customer).build();
        RequestOptions key = StripeAccount.key("attach-1");
        var methods = stripe.client.v1().paymentMethods();
        var first = methods.attach("pm_card_visa", attach, key).getId();
        assertThat(methods.attach("pm_card_visa", attach, key).getId()).isEqualTo(first);
        assertThat(stripe.sandbox.stripe().kept("user_id", "usr_2")).isOne();
    }

    @Test
    void aRestartKeepsWhatIsKept(@TempDir Path folder) throws StripeException {
        var options = SandboxOptions.forTests().keptIn(folder);
        String method;
        String customer;
        try (var before = new StripeAccount(options)) {
            customer = customer(before);
            method = attach(before, "pm_card_visa", customer).getId();
        }
        try (var after = new StripeAccount(options)) {
            assertThat(after.client.v1().paymentMethods().retrieve(method).getCustomer())
                    .isEqualTo(customer);
        }
    }
}
