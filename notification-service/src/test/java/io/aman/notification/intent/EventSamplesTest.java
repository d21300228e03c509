package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccessEvent;
import io.aman.events.AccessEvent.UserImpersonated;
import io.aman.events.AccountEvent;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.EventSamples;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.InvoiceEvent;
import io.aman.events.LoginEvent;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.Canceled;
import io.aman.events.PaymentEvent.CaptureVoided;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.PaymentEvent.Disputed;
import io.aman.events.PaymentEvent.Expired;
import io.aman.events.PaymentEvent.Failed;
import io.aman.events.PaymentEvent.RefundFailed;
import io.aman.events.PaymentEvent.Refunded;
import io.aman.events.SessionEvent;
import io.aman.events.UserEvent;
import io.aman.events.UserEvent.RegistrationRepeated;
import io.aman.events.WebhookEvent;
import io.aman.notification.Wiring;
import io.aman.notification.intent.PaymentEventListener.Happened;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every sample of every type that was ever released on our topics, read by today's listeners. */
class EventSamplesTest {

    private static final EventCodec CODEC = new EventCodec();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> SECRETS = Map.of("to", "+96550000000", "code", "491827");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("samples"));
    private final Wiring service = Wiring.start(mongo, MutableClock.at("2026-11-25T10:00:00Z"));

    @AfterEach
    void stop() {
        service.close();
    }

    static Stream<String> typesOnOurTopics() {
        return Stream.of(
                        PaymentEvent.class,
                        InvoiceEvent.class,
                        UserEvent.class,
                        SessionEvent.class,
                        AccessEvent.class,
                        AccountEvent.class,
                        LoginEvent.class,
                        WebhookEvent.class)
                .flatMap(family -> EventSamples.types(family).stream());
    }

    @ParameterizedTest
    @MethodSource("typesOnOurTopics")
    void aReleasedEventIsUnderstood(String type) {
        var event = event(type);
        service.get(AccountEventListener.class).on(event(owner(event.data())));

        hear(event);

        var told = event.data() instanceof Captured
                || event.data() instanceof Failed
                || event.data() instanceof Canceled
                || event.data() instanceof Expired
                || event.data() instanceof CaptureVoided
                || event.data() instanceof Refunded
                || event.data() instanceof RefundFailed
                || event.data() instanceof Disputed
                || event.data() instanceof RegistrationRepeated
                || event.data() instanceof UserImpersonated
                || event.data() instanceof AccountEvent
                || event.data() instanceof LoginEvent.Failed
                || event.data() instanceof WebhookEvent;
        assertThat(mongo.findAll(Document.class, "inbox")).hasSize(told ? 1 : 0);
        assertThat(mongo.findAll(Document.class, "deliveries")).hasSize(told ? 1 : 0);
    }

    private void hear(EventEnvelope<?> event) {
        if (event.data() instanceof PaymentEvent || event.data() instanceof InvoiceEvent) {
            service.get(PaymentEventListener.class).tell(List.of(new Happened(event, null)));
        } else if (event.data() instanceof WebhookEvent) {
            service.get(EndpointEventListener.class).on(event);
        } else {
            service.get(AccountEventListener.class).on(event);
        }
    }

    private static UserEvent.Registered owner(DomainEvent event) {
        var userId = switch (event) {
            case PaymentEvent payment -> payment.payer();
            case InvoiceEvent invoice -> invoice.owner();
            case UserEvent user -> user.userId();
            case SessionEvent session -> session.userId();
            case AccountEvent account -> account.userId();
            case LoginEvent.Failed failed -> Objects.requireNonNull(failed.userId());
            case UserImpersonated impersonated -> impersonated.userId();
            case WebhookEvent.EndpointDisabled disabled -> disabled.owner();
            case LoginEvent _, AccessEvent _ -> "usr_nobody";
            default -> throw new IllegalArgumentException("not on our topics: " + event);
        };
        return new UserEvent.Registered(userId, "nora@example.com", "Nora", "ar");
    }

    private static EventEnvelope<DomainEvent> event(String type) {
        return event(resealed(EventSamples.event(type)));
    }

    /** The seal of a sample opens with nobody's key. */
    private static DomainEvent resealed(DomainEvent sample) {
        if (!(sample instanceof AccountEvent account)) {
            return sample;
        }
        var json = (ObjectNode) JSON.readTree(CODEC.write(account));
        json.put("sealed", Wiring.SEALED.seal(SECRETS, account.sealingContext()));
        if (account instanceof CodeRequested) { // and its code is not void yet
            json.put("at", "2026-11-25T09:59:00Z");
        }
        return CODEC.read(account.getClass(), JSON.writeValueAsBytes(json));
    }

    private static <E extends DomainEvent> EventEnvelope<E> event(E data) {
        return new EventEnvelope<>(
                "evt_" + EventCodec.typeOf(data), "/test", "key", Instant.parse("2026-11-25T09:59:00Z"), data);
    }
}
