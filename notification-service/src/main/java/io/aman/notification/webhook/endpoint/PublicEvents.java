package io.aman.notification.webhook.endpoint;

import io.aman.events.AccessEvent;
import io.aman.events.AccountEvent;
import io.aman.events.ActivityEvent;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.InboxEvent;
import io.aman.events.InvoiceEvent;
import io.aman.events.LoginEvent;
import io.aman.events.PaymentEvent;
import io.aman.events.RevocationEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.SecurityEvent.AlertRaised;
import io.aman.events.SessionEvent;
import io.aman.events.UserEvent;
import io.aman.events.WebhookEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events leave the suite, and who may hear of them. Everything else is internal: what is on neither list breaks a
 * test, so that nothing is told by accident.
 */
public final class PublicEvents {

    /** Every type that an endpoint may hear of. */
    public static final String ALL = "*";

    /** The permission to hear of everybody's payments and invoices. */
    static final String PAYMENTS_OF_ALL = "payment.audit";

    /** The permission to hear of alerts. */
    static final String ALERTS = "security.admin";

    /**
     * An event that may be told.
     *
     * @param owner the user whose endpoints may hear of it; null where only operators may
     * @param about the users it tells of
     */
    public record Published(String type, @Nullable String owner, Set<String> about) {}

    private static final List<String> OWNED = List.of(
            "invoice.credited.v1",
            "invoice.finalized.v1",
            "invoice.paid.v1",
            "invoice.voided.v1",
            "payment.action-required.v1",
            "payment.authorized.v1",
            "payment.canceled.v1",
            "payment.capture-voided.v1",
            "payment.captured.v1",
            "payment.created.v1",
            "payment.disputed.v1",
            "payment.expired.v1",
            "payment.failed.v1",
            "payment.refund-failed.v1",
            "payment.refund-requested.v1",
            "payment.refunded.v1");

    private static final List<String> OPERATORS_ONLY = List.of("security.alert-raised.v1");

    /** The permission that hears of each public type, whoever it concerns. */
    private static final Map<String, String> PERMISSIONS = Stream.concat(
                    OWNED.stream().map(type -> Map.entry(type, PAYMENTS_OF_ALL)),
                    OPERATORS_ONLY.stream().map(type -> Map.entry(type, ALERTS)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Families and types of which nobody outside is told. */
    static final List<Class<? extends DomainEvent>> INTERNAL = List.of(
            AccessEvent.class,
            AccountEvent.class,
            ActivityEvent.class,
            InboxEvent.class,
            LoginEvent.class,
            RevocationEvent.class,
            SessionEvent.class,
            UserEvent.class,
            WebhookEvent.class,
            SecurityEvent.SessionToEnd.class,
            SecurityEvent.ResetForced.class,
            SecurityEvent.OwnerTold.class,
            SecurityEvent.PaymentQuestioned.class,
            SecurityEvent.SignInAnswered.class);

    private PublicEvents() {}

    /** The public types, in alphabetical order. */
    public static SortedSet<String> types() {
        return new TreeSet<>(PERMISSIONS.keySet());
    }

    /** Whether it is told to whom it concerns, and not to operators alone. */
    static boolean isOwned(String type) {
        return OWNED.contains(type);
    }

    /** The permissions it takes to hear of these, whoever they concern. */
    static Set<String> permissions(Set<String> types) {
        return types.stream()
                .flatMap(type -> type.equals(ALL) ? PERMISSIONS.values().stream() : Stream.of(permission(type)))
                .collect(Collectors.toUnmodifiableSet());
    }

    static String permission(String type) {
        return Objects.requireNonNull(PERMISSIONS.get(type), "not public");
    }

    static boolean isPublic(String type) {
        return PERMISSIONS.containsKey(type);
    }

    /** Empty for what is internal. */
    public static Optional<Published> of(DomainEvent event) {
        return Optional.of(EventCodec.typeOf(event))
                .filter(PublicEvents::isPublic)
                .flatMap(type -> published(type, event));
    }

    private static Optional<Published> published(String type, DomainEvent event) {
        return switch (event) {
            case PaymentEvent payment -> Optional.of(new Published(type, payment.payer(), Set.of(payment.payer())));
            case InvoiceEvent invoice ->
                Optional.of(new Published(type, invoice.owner(), known(invoice.owner(), invoice.customer())));
            case AlertRaised alert -> Optional.of(new Published(type, null, known(alert.userId())));
            case SecurityEvent _,
                    AccessEvent _,
                    AccountEvent _,
                    ActivityEvent _,
                    LoginEvent _,
                    RevocationEvent _,
                    SessionEvent _,
                    UserEvent _,
                    WebhookEvent _,
                    InboxEvent _ -> Optional.empty();
        };
    }

    private static Set<String> known(@Nullable String... userIds) {
        return Stream.of(userIds).flatMap(Stream::ofNullable).collect(Collectors.toUnmodifiableSet());
    }
}
