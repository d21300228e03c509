package io.aman.payment.invoice;

import static io.aman.payment.invoice.InvoiceFixture.BY_USER;
import static io.aman.payment.invoice.InvoiceFixture.content;
import static io.aman.payment.invoice.InvoiceFixture.draft;
import static io.aman.payment.invoice.InvoiceFixture.open;
import static io.aman.payment.invoice.InvoiceFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventSamples;
import io.aman.events.InvoiceEvent;
import io.aman.platform.outbox.OutboxEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvoiceTest {

    private static final long TOTAL = 13_125;

    @Test
    void anIssuedInvoiceSaysForGoodWhatItSaid() {
        var invoice = open(content());
        assertThatThrownBy(() -> invoice.replace(content(), invoice.version(), BY_USER))
                .isInstanceOf(InvoiceError.NotDraft.class);
    }

    @Test
    void aFrozenInvoiceCannotBeReplacedEither() {
        var invoice = draft();
        invoice.freeze(BY_USER);
        assertThatThrownBy(() -> invoice.replace(content(), invoice.version(), BY_USER))
                .isInstanceOf(InvoiceError.NotDraft.class);
    }

    @Test
    void onlyTheVersionThatWasReadIsReplaced() {
        var invoice = stored(draft());
        assertThatThrownBy(() -> invoice.replace(content(), invoice.version() - 1, BY_USER))
                .isInstanceOf(InvoiceError.Changed.class);
    }

    @Test
    void aPaymentOfAnotherAmountOrCurrencyPaysNothing() {
        var invoice = open(content());
        for (var taken : new Long[] {TOTAL - 1, TOTAL + 1, 0L, null}) {
            assertThatThrownBy(() -> invoice.pay("pay_1", taken, BY_USER))
                    .isInstanceOf(InvoiceError.TotalMismatch.class);
        }
        assertThat(invoice.body().state()).isEqualTo(InvoiceState.OPEN);
        assertThat(invoice.isChanged()).isFalse();
    }

    @Test
    void theSamePaymentAgainChangesNothingAndAnotherIsRefused() {
        var invoice = open(content());
        invoice.pay("pay_1", TOTAL, BY_USER);
        var paid = stored(invoice);
        paid.pay("pay_1", TOTAL, BY_USER);
        assertThat(paid.isChanged()).isFalse();
        assertThatThrownBy(() -> paid.pay("pay_2", TOTAL, BY_USER)).isInstanceOf(InvoiceError.NotOpen.class);
        assertThatThrownBy(() -> paid.voidIt(BY_USER)).isInstanceOf(InvoiceError.NotOpen.class);
    }

    @Test
    void whatWasCreditedIsNotOwed() {
        var invoice = open(content());
        invoice.credit("crn_1", List.of(new CreditedLines.Part(1, 1_000)), null, BY_USER);
        assertThatThrownBy(() -> invoice.pay("pay_1", TOTAL, BY_USER)).isInstanceOf(InvoiceError.TotalMismatch.class);
        invoice.pay("pay_1", TOTAL - invoice.body().creditedMinor(), BY_USER);
        assertThat(invoice.body().state()).isEqualTo(InvoiceState.PAID);
    }

    @Test
    void aDraftIsSeenByItsOwnerAloneAndAnIssuedOneByItsCustomerToo() {
        assertThat(draft().isVisibleTo("usr_2")).isFalse();
        assertThat(open(content()).isVisibleTo("usr_2")).isTrue();
        assertThat(open(content()).isVisibleTo("usr_3")).isFalse();
    }

    @Test
    void everyEventTypeIsWrittenAsTheSchemaWantsIt() {
        var told = Stream.of(
                        told(invoice -> {}),
                        told(invoice -> invoice.pay("pay_1", TOTAL, BY_USER)),
                        told(invoice -> invoice.voidIt(BY_USER)),
                        told(invoice -> {
                            invoice.credit("crn_1", List.of(), "returned", BY_USER);
                            invoice.issueCredit("crn_1", "CN-000001", BY_USER);
                        }))
                .flatMap(List::stream)
                .map(OutboxEvent::event)
                .toList();
        assertThat(told.stream().map(EventCodec::typeOf).distinct())
                .containsExactlyInAnyOrderElementsOf(EventSamples.types(InvoiceEvent.class));
        var json = tools.jackson.databind.json.JsonMapper.shared();
        for (DomainEvent event : told) {
            assertThat(json.readTree(new EventCodec().write(event)).propertyNames())
                    .containsExactlyInAnyOrderElementsOf(json.readTree(EventSamples.sample(EventCodec.typeOf(event)))
                            .propertyNames());
            assertThat(new EventCodec().read(event.getClass(), new EventCodec().write(event)))
                    .isEqualTo(event);
        }
    }

    private static List<OutboxEvent> told(java.util.function.Consumer<Invoice> change) {
        var invoice = draft();
        invoice.freeze(BY_USER);
        invoice.issue("INV-000001", BY_USER);
        change.accept(invoice);
        return invoice.newEvents();
    }
}
