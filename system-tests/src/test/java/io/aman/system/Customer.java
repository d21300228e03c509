package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.util.Map;

/** A person who pays by card through the gateway. */
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

    Answer create(String key, long amountMinor) {
        return api().once(key)
                .post("/api/payments", Map.of("amountMinor", amountMinor, "currency", "KWD", "reference", key));
    }

    Answer confirm(String key, String payment) {
        return api().once(key)
                .post("/api/payments/%s/confirm".formatted(payment), Map.of("paymentMethod", "pm_card_visa"));
    }

    Answer capture(String key, String payment) {
        return api().once(key).post("/api/payments/%s/capture".formatted(payment), Map.of());
    }
}
