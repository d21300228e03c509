package io.aman.notification.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventSamples;
import io.aman.events.InvoiceEvent;
import io.aman.events.PaymentEvent;
import io.aman.events.SecurityEvent.AlertRaised;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicEventsTest {

    static Stream<String> everyType() {
        return EventCodec.types().keySet().stream().sorted();
    }

    /** A new type has to be put on one of the lists. */
    @ParameterizedTest
    @MethodSource("everyType")
    void everyTypeIsEitherPublicOrInternal(String type) {
        var event = EventCodec.types().get(type);
        var isInternal = PublicEvents.INTERNAL.stream().anyMatch(internal -> internal.isAssignableFrom(event));

        assertThat(PublicEvents.isPublic(type)).isNotEqualTo(isInternal);
        assertThat(PublicEvents.of(EventSamples.event(type)).isPresent()).isEqualTo(PublicEvents.isPublic(type));
    }

    static Stream<String> publicTypes() {
        return PublicEvents.types().stream();
    }

    @ParameterizedTest
    @MethodSource("publicTypes")
    void whatIsOwnedNamesItsOwnerAndWhomItIsAbout(String type) {
        DomainEvent event = EventSamples.event(type);
        var published = PublicEvents.of(event).orElseThrow();

        assertThat(published.type()).isEqualTo(type);
        switch (event) {
            case PaymentEvent payment -> assertThat(published.owner()).isEqualTo(payment.payer());
            case InvoiceEvent invoice -> assertThat(published.owner()).isEqualTo(invoice.owner());
            case AlertRaised _ -> assertThat(published.owner()).isNull();
            default -> throw new AssertionError(type + " is public without a word on whose it is");
        }
        assertThat(PublicEvents.isOwned(type)).isEqualTo(published.owner() != null);
        assertThat(PublicEvents.permission(type)).isNotBlank();
    }
}
