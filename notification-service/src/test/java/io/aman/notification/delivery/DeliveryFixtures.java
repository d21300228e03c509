package io.aman.notification.delivery;

import io.aman.notification.Wiring;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.suppression.Suppressions;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.platform.page.Cursor;
import io.aman.platform.security.Sealed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.data.mongodb.core.MongoOperations;

/** Deliveries for tests, apart from each other by the name of their intent. */
final class DeliveryFixtures {

    static final Sealed SEALED = Wiring.SEALED;

    private DeliveryFixtures() {}

    /** A list that is empty, and stays so. */
    static final Suppressions NOBODY_SUPPRESSED = new Suppressions() {
        @Override
        public Optional<String> reason(Address address) {
            return Optional.empty();
        }

        @Override
        public boolean add(String id, String hint, String reason, String by, Instant now) {
            return true;
        }

        @Override
        public boolean remove(String id, String by, Instant now) {
            return false;
        }

        @Override
        public List<Suppressed> page(@Nullable Cursor after, int limit) {
            return List.of();
        }
    };

    static FailoverProperties failover() {
        return bound("notification.failover", FailoverProperties.class, Map.of());
    }

    static <P> P bound(String prefix, Class<P> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }

    /** Lets everything go that the usual limits let go. */
    static Admission admission(MongoOperations mongo, Clock clock) {
        var limits = new MongoRecipientLimits(mongo, bound("notification.limit", LimitProperties.class, Map.of()));
        return new Admission(
                NOBODY_SUPPRESSED,
                limits,
                bound("notification.suppression", SuppressionProperties.class, Map.of()),
                SEALED,
                clock);
    }

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
