package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.util.Map;

/** A person who pays through the gateway. */
final class Customer {

    private static final String PASSWORD = "a long enough password";

    private final Person person;

    private Customer(Person person) {
        this.person = person;
    }

    /** Registers and signs in. */
    static Customer registered(LocalStack stack, String name, String language) {
        var person = new Person(Api.at(stack.gateway()), name + "@example.com", PASSWORD);
        assertThat(person.register(name, language).status()).isEqualTo(202);
        assertThat(person.signIn().status()).isEqualTo(200);
        return new Customer(person);
    }

    String email() {
        return person.email();
    }

    Api api() {
        return person.api();
    }

    /** Does nothing where that fails: the next call shows it. */
    void signInAgain() {
        person.signIn();
    }

    Answer create(String key, Order order) {
        return post(
                key,
                "",
                Map.of(
                        "amountMinor", order.amountMinor(),
                        "currency", order.provider().currency(),
                        "provider", order.provider().word(),
                        "reference", order.reference()));
    }

    /** By card where the provider takes one from us; else the answer says where the customer pays. */
    Answer confirm(String key, String payment, Provider provider) {
        return post(
                key,
                "/%s/confirm".formatted(payment),
                provider == Provider.STRIPE ? Map.of("paymentMethod", "pm_card_visa") : Map.of());
    }

    /** Takes a part, and more may follow. */
    Answer capturePart(String key, String payment, long amountMinor) {
        return post(key, "/%s/capture".formatted(payment), Map.of("amountMinor", amountMinor, "finalCapture", false));
    }

    /** Takes all that is left. */
    Answer capture(String key, String payment) {
        return post(key, "/%s/capture".formatted(payment), Map.of());
    }

    Answer look(String payment) {
        return api().get("/api/payments/" + payment);
    }

    private Answer post(String key, String path, Map<String, ?> body) {
        return api().once(key).post("/api/payments" + path, body);
    }
}
