package io.aman.payment.provider.paypal;

import io.aman.payment.provider.Notice;
import io.aman.payment.provider.NoticeReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a webhook is about: its order, found by whatever of it the event names. */
final class PayPalNotices implements NoticeReader {

    private final MongoPayPalOrders orders;

    PayPalNotices(MongoPayPalOrders orders) {
        this.orders = orders;
    }

    @Override
    public String provider() {
        return PayPalProvider.NAME;
    }

    @Override
    public Optional<Notice> read(String body) {
        return PayPalEvent.of(body).map(event -> notice(event, body));
    }

    Notice notice(PayPalEvent event, String body) {
        var kept = event.isOfVault() ? event.onlyIds() : body;
        return new Notice(
                PayPalProvider.NAME, event.id(), event.type(), event.about(), ref(event), event.paymentId(), kept);
    }

    /** The order; where nobody knows it, whatever the event names: it waits under that, and is seen. */
    private @Nullable String ref(PayPalEvent event) {
        return Optional.ofNullable(event.order())
                .or(() -> Optional.ofNullable(event.paymentId()).flatMap(orders::ofPayment))
                .or(() -> orders.ofPieces(event.pieces()))
                .or(() -> event.pieces().stream().findFirst())
                .orElse(null);
    }
}
