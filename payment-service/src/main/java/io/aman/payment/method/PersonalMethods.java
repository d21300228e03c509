package io.aman.payment.method;

import io.aman.payment.privacy.Person;
import io.aman.payment.privacy.PersonalData;

/** A person's saved payment methods: the providers are told to forget them, and then we do. */
final class PersonalMethods implements PersonalData {

    private final KeepMethods methods;
    private final Wallets wallets;

    PersonalMethods(KeepMethods methods, Wallets wallets) {
        this.methods = methods;
        this.wallets = wallets;
    }

    @Override
    public String kind() {
        return "payment-methods";
    }

    /** The wallet as a whole is the one thing there is of a person. */
    @Override
    public Outcome erase(Person person) {
        var user = person.userId();
        for (var method : wallets.of(user).methods()) {
            var _ = methods.detach(user, method.id());
        }
        return wallets.removeIfEmpty(user) ? Outcome.of(1, 0) : Outcome.of(0, 1);
    }
}
