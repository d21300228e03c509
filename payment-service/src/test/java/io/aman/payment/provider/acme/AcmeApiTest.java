package io.aman.payment.provider.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.SandboxedService;
import io.aman.payment.provider.PaymentProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** {@code docs/adding-a-provider.md}, followed: this folder and a property are all that Acme took. */
class AcmeApiTest extends SandboxedService {

    private Answer create(String provider) {
        return post("/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"IQD\"%s}".formatted(provider));
    }

    private Answer act(String id, String action, String body) {
        return post("/api/payments/" + id + "/" + action, key(), body);
    }

    @Test
    void aFolderOfItsOwnTakesAPaymentThroughTheApi() {
        var created = create(",\"provider\":\"acme\"");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.string("id");
        assertThat(act(id, "confirm", "{\"paymentMethod\":\"acme_wallet\"}").string("state"))
                .isEqualTo("AUTHORIZED");
        assertThat(act(id, "capture", "{}").string("state")).isEqualTo("CAPTURED");
        assertThat(payment(id).string("provider")).isEqualTo("acme");
    }

    @Test
    void theRoutingKnowsItForWhatOnlyItTakes() {
        assertThat(create("").string("provider")).isEqualTo("acme");
    }

    @Test
    void whatItDoesNotOfferIsRefusedWithoutAWord() {
        var id = create("").string("id");
        assertThat(act(id, "confirm", "{\"paymentMethod\":\"pm_card_visa\"}").string("code"))
                .isEqualTo("INVALID_PAYMENT_METHOD");
        assertThat(act(id, "cancel", "{}").string("code")).isEqualTo("PAYMENT_NOT_CANCELABLE");
        assertThat(payment(id).string("state")).isEqualTo("CREATED");
    }

    @Test
    void healthAndGuardKnowItToo() {
        var health = get("/api/payments/health", "payment.metrics").json();
        assertThat(health.path("providers").valueStream())
                .anySatisfy(
                        provider -> assertThat(provider.path("name").asString()).isEqualTo("acme"));
    }

    @Test
    void withoutItsPropertyItIsNotThere() {
        var runner = new ApplicationContextRunner().withUserConfiguration(AcmeConfiguration.class);
        runner.run(context -> assertThat(context).doesNotHaveBean(PaymentProvider.class));
        runner.withPropertyValues("payment.provider.acme.base-url=https://acme.example")
                .run(context -> assertThat(context).hasSingleBean(PaymentProvider.class));
    }
}
