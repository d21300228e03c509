package io.aman.payment.ledger;

import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.CaptureVoided;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.PaymentEvent.RefundFailed;
import io.aman.events.PaymentEvent.Refunded;
import io.aman.events.Topics;
import io.aman.payment.payment.PaymentDesk;
import io.aman.payment.provider.LedgerReader.Kind;
import io.aman.payment.provider.LedgerReader.Line;
import io.aman.platform.inbox.EventBatch;
import io.aman.platform.inbox.EventBatch.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Writes our books from the events of this very service, in a consumer group of its own and in batches.
 *
 * <p>What a payment does not know of is not booked: the database was restored to before it, and the provider's own record
 * tells of money that moved and is missing here. Where the payment learns of it after all, it is told again.
 */
@Component
class BookListener {

    private static final Logger log = LoggerFactory.getLogger(BookListener.class);

    /**
     * Money that moved, before its names at the provider are looked up.
     *
     * @param known whether the payment knows of it
     */
    private record Move(
            String id,
            String provider,
            Kind kind,
            String paymentId,
            @Nullable String refundId,
            Money amount,
            Instant at,
            Predicate<PaymentDesk.Refs> known) {

        BookLine toLine(PaymentDesk.Refs refs) {
            var refund = refundId == null ? null : refs.refund(refundId);
            return new BookLine(id, provider, paymentId, new Line(kind, refs.payment(), refund, amount, at));
        }
    }

    private final MongoBooks books;
    private final PaymentDesk desk;

    BookListener(MongoBooks books, PaymentDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    @KafkaListener(
            topics = Topics.PAYMENTS,
            groupId = "${spring.application.name}-books",
            batch = "true",
            ackMode = "BATCH")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        EventBatch.handle(records, this::book);
    }

    private void book(List<Received> received) {
        var moves = new ArrayList<Move>();
        for (var one : received) {
            move(one.event(), moves).ifPresent(moves::add);
        }
        if (!moves.isEmpty()) {
            var refs = desk.refs(moves.stream().map(Move::paymentId).collect(Collectors.toSet()));
            var lines = moves.stream()
                    .filter(move -> isKnown(move, refs.apply(move.paymentId())))
                    .map(move -> move.toLine(refs.apply(move.paymentId())))
                    .toList();
            if (!lines.isEmpty()) {
                books.add(lines);
            }
        }
    }

    private static boolean isKnown(Move move, PaymentDesk.Refs payment) {
        if (move.known.test(payment)) {
            return true;
        }
        log.warn(
                "Payment {} knows nothing of a {} of {} {} at {}, which was told: it was lost by a restore",
                move.paymentId(),
                move.kind(),
                move.amount().amountMinor(),
                move.amount().currency(),
                move.provider());
        return false;
    }

    /** @param before those of the same batch */
    private Optional<Move> move(EventEnvelope<?> event, List<Move> before) {
        if (!(event.data() instanceof PaymentEvent payment)) {
            return Optional.empty();
        }
        var id = payment.paymentId();
        var at = event.time();
        return Optional.ofNullable(
                switch (payment) {
                    case Captured e ->
                        new Move(
                                event.id(),
                                e.provider(),
                                Kind.CAPTURE,
                                id,
                                null,
                                e.captured(),
                                at,
                                refs -> refs.tookInAll(e.capturedTotal()));
                    case CaptureVoided e ->
                        new Move(
                                event.id(),
                                e.provider(),
                                Kind.CAPTURE_VOIDED,
                                id,
                                null,
                                e.voided(),
                                at,
                                PaymentDesk.Refs::isThere);
                    case Refunded e ->
                        new Move(
                                e.refundId(),
                                e.provider(),
                                Kind.REFUND,
                                id,
                                e.refundId(),
                                e.refunded(),
                                at,
                                refs -> refs.decided().contains(e.refundId()));
                    // One that never succeeded has moved nothing that could come back.
                    case RefundFailed e
                    when isBooked(e.refundId(), before) ->
                        new Move(
                                e.refundId() + "-failed",
                                e.provider(),
                                Kind.REFUND_FAILED,
                                id,
                                e.refundId(),
                                e.amount(),
                                at,
                                refs -> refs.decided().contains(e.refundId()));
                    case RefundFailed _,
                            PaymentEvent.Created _,
                            PaymentEvent.ActionRequired _,
                            PaymentEvent.Authorized _,
                            PaymentEvent.Failed _,
                            PaymentEvent.Canceled _,
                            PaymentEvent.Expired _,
                            PaymentEvent.Disputed _,
                            PaymentEvent.RefundRequested _ -> null;
                });
    }

    private boolean isBooked(String id, List<Move> before) {
        return before.stream().anyMatch(move -> move.id().equals(id)) || books.has(id);
    }
}
