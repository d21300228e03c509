package io.aman.payment.invoice;

import io.aman.payment.privacy.Person;
import io.aman.payment.privacy.PersonalData;
import org.springframework.stereotype.Component;

/** Invoices name who was billed, and the law has them kept. */
@Component
final class KeptInvoices implements PersonalData {

    @Override
    public String kind() {
        return "invoices";
    }

    @Override
    public Outcome erase(Person person) {
        return Outcome.keeping("Tax law requires invoices to be kept as they were issued (GDPR Art. 17(3)(b)).");
    }
}
