package io.aman.notification.delivery;

import io.aman.notification.Wiring;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.platform.security.Sealed;

/** Deliveries for tests, apart from each other by the name of their intent. */
final class DeliveryFixtures {

    static final Sealed SEALED = Wiring.SEALED;

    private DeliveryFixtures() {}

    static Delivery delivery(String intent) {
        return delivery(intent, intent + "@example.com");
    }

    static Delivery delivery(String intent, String to) {
        return new Delivery(
                Delivery.idOf(intent, "email"),
                "email",
                "usr_" + intent,
                "payment-receipt",
                Category.PAYMENTS,
                "evt_" + intent,
                new EmailAddress(to),
                new Message(Language.ARABIC, "إيصال الدفع: 12.500 د.ك", "ملخص", "النص\nالثاني\n", "<p>النص</p>"),
                null,
                null,
                null,
                null);
    }
}
