package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.REF;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.notice;
import static io.aman.payment.payment.PaymentFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventSamples;
import io.aman.events.EventType;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundSources;
import io.aman.platform.outbox.OutboxEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What this service writes is what was promised when the type was released. */
class PaymentEventSamplesTest {

    /** The payment of the samples. */
    private static final PaymentEvent.Created SAMPLE = (PaymentEvent.Created) EventSamples.event("payment.created.v1");

    private static final Money AMOUNT = SAMPLE.amount();

    static List<String> types() {
        return EventSamples.types(PaymentEvent.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theEventsAreTheGoldenSamples(String type) {
        var json = JsonMapper.shared();
        var written = json.readTree(new EventCodec().write(events().get(type)));
        var sample = json.readTree(EventSamples.sample(type));
        sample.propertyNames()
                .forEach(name -> assertThat(written.get(name)).as(name).isEqualTo(sample.get(name)));
        assertThat(EventSamples.event(type)).isEqualTo(events().get(type));
    }

    @Test
    void everyTypeIsWrittenBySomething() {
        assertThat(events().keySet()).containsExactlyInAnyOrderElementsOf(types());
    }

    private static Map<String, DomainEvent> events() {
        return Stream.of(
                        told(),
                        told(new Authorized(REF, AMOUNT), new Captured(REF, AMOUNT)),
                        told(new RequiresAction(REF, new NextAction("redirect_to_url", "https://x"))),
                        told(new Declined(REF, "insufficient_funds", "ch_1")),
                        told(new Canceled(REF)),
                        told(new Expired(REF)),
                        told(new Captured(REF, AMOUNT), new Voided(REF)),
                        toldOfADispute(),
                        toldOfARefund())
                .flatMap(List::stream)
                .map(OutboxEvent::event)
                .distinct()
                .collect(Collectors.toMap(
                        event -> event.getClass().getAnnotation(EventType.class).value(), Function.identity()));
    }

    private static List<OutboxEvent> toldOfADispute() {
        var terms = terms();
        var payment = stored(
                terms,
                Progress.begun(terms).becoming(new Captured(REF, AMOUNT), NOW).knownAs(REF),
                1);
        payment.disputeNoticed(DisputeStatus.OPEN, BY_USER);
        return payment.newEvents();
    }

    /** One that the provider first tells as done and then as failed. */
    private static List<OutboxEvent> toldOfARefund() {
        var sample = (PaymentEvent.Refunded) EventSamples.event("payment.refunded.v1");
        var terms = terms();
        var payment = stored(
                terms,
                Progress.begun(terms).becoming(new Captured(REF, AMOUNT), NOW).knownAs(REF),
                1);
        var refund = sample.refundId();
        payment.beginRefund(
                refund, sample.refunded().amountMinor(), new RefundSources.Whole(), null, BY_USER, SCHEDULE);
        for (var state : List.of(RefundAnswer.State.SUCCEEDED, RefundAnswer.State.FAILED)) {
            payment.refundNoticed(
                    refund, new Stands("re_1", sample.refunded(), state, "expired_or_canceled_card"), BY_USER);
        }
        return payment.newEvents();
    }

    private static PaymentTerms terms() {
        return new PaymentTerms(
                new PaymentId(SAMPLE.paymentId()),
                SAMPLE.payer(),
                AMOUNT,
                SAMPLE.provider(),
                SAMPLE.reference(),
                null,
                null,
                NOW);
    }

    /** The events of a payment to which this happens, one after the other. */
    private static List<OutboxEvent> told(Fact... facts) {
        var payment = Payment.create(terms(), "a", BY_USER, SCHEDULE);
        payment.answered("a", new Created(REF), BY_USER);
        var events = Stream.<OutboxEvent>builder();
        payment.newEvents().forEach(events);
        for (int n = 0; n < facts.length; n++) {
            payment = stored(payment);
            if (n == 0) {
                payment.beginConfirm("c", CARD, BY_USER, SCHEDULE);
            }
            payment.noticed(facts[n], notice("evt_" + n));
            payment.newEvents().forEach(events);
        }
        return events.build().toList();
    }
}
