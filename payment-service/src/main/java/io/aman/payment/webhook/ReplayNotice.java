package io.aman.payment.webhook;

import io.aman.payment.payment.Cause;
import io.aman.payment.payment.FindOutcome;
import io.aman.payment.payment.PaymentId;
import io.aman.payment.payment.PaymentStanding;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.NoticeReader;
import io.aman.payment.webhook.ReplayRow.Difference;
import io.aman.payment.webhook.ReplayRow.Result;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one stored notice against today's code: reads its body again, and asks the provider how the payment stands. */
final class ReplayNotice {

    private static final Logger log = LoggerFactory.getLogger(ReplayNotice.class);

    private final Map<String, NoticeReader> readers;
    private final MongoNotices notices;
    private final FindOutcome outcomes;

    ReplayNotice(List<NoticeReader> readers, MongoNotices notices, FindOutcome outcomes) {
        this.readers = readers.stream().collect(Collectors.toMap(NoticeReader::provider, Function.identity()));
        this.notices = notices;
        this.outcomes = outcomes;
    }

    /** @param cause whose evidence no look before this one had, else the payment would take it for known */
    ReplayRow run(KeptNotice kept, boolean dryRun, Cause cause) {
        try {
            return tried(kept, dryRun, cause);
        } catch (RuntimeException e) {
            log.warn("The notice {} could not be replayed", kept.notice().id(), e);
            return row(kept, Result.BROKEN);
        }
    }

    private ReplayRow tried(KeptNotice kept, boolean dryRun, Cause cause) {
        var reader = readers.get(kept.notice().provider());
        if (reader == null) {
            return row(kept, Result.NO_READER);
        }
        if (kept.body() == null) {
            return row(kept, Result.BODY_ERASED);
        }
        // What we told ourselves has no body that anybody could read again.
        var read = kept.body().isEmpty() ? Optional.of(asStored(kept.notice())) : reader.read(kept.body());
        return read.map(today -> read(kept, today, dryRun, cause)).orElseGet(() -> row(kept, Result.REFUSED));
    }

    private static Notice asStored(StoredNotice stored) {
        return new Notice(
                stored.provider(),
                stored.eventId(),
                stored.type(),
                stored.about(),
                stored.ref(),
                stored.paymentId(),
                "");
    }

    private ReplayRow read(KeptNotice kept, Notice today, boolean dryRun, Cause cause) {
        var reading = differences(kept.notice(), today);
        if (!dryRun && !reading.isEmpty()) {
            notices.readAs(kept.notice().id(), today);
        }
        var ref = today.ref();
        if (today.about() == Notice.Subject.SOMETHING_ELSE || ref == null) {
            return row(kept, reading.isEmpty() ? Result.SAME : Result.DIFFERS, reading, null, List.of());
        }
        var payment = outcomes.find(today.provider(), ref, today.paymentId());
        if (payment.isEmpty()) {
            return row(kept, Result.PAYMENT_UNKNOWN, reading, null, List.of());
        }
        var id = payment.get();
        var change = dryRun
                ? outcomes.preview(id, ref, today.about(), cause)
                : processed(kept, id, ref, today.about(), cause);
        return change.map(found -> row(kept, reading, id, differences(found)))
                .orElseGet(() -> row(kept, Result.PROVIDER_SILENT, reading, id, List.of()));
    }

    private Optional<PaymentStanding.Change> processed(
            KeptNotice kept, PaymentId payment, String ref, Notice.Subject about, Cause cause) {
        var before = outcomes.standing(payment);
        if (!outcomes.afterNotice(payment, ref, about, cause)) {
            return Optional.empty();
        }
        notices.done(kept.notice().id(), StoredNotice.State.PROCESSED);
        return Optional.of(new PaymentStanding.Change(before, outcomes.standing(payment)));
    }

    private static List<Difference> differences(StoredNotice stored, Notice today) {
        return differing(
                difference("eventId", stored.eventId(), today.eventId()),
                difference("type", stored.type(), today.type()),
                difference("about", stored.about().name(), today.about().name()),
                difference("ref", stored.ref(), today.ref()),
                difference("paymentId", stored.paymentId(), today.paymentId()));
    }

    private static List<Difference> differences(PaymentStanding.Change change) {
        var before = change.before();
        var after = change.after();
        return differing(
                difference("state", before.state(), after.state()),
                difference("captured", before.captured(), after.captured()),
                difference("refunded", before.refunded(), after.refunded()),
                difference("refunds", before.refunds(), after.refunds()),
                difference("dispute", before.dispute(), after.dispute()));
    }

    private static List<Difference> differing(Difference... all) {
        return Stream.of(all)
                .filter(field -> !Objects.equals(field.before(), field.after()))
                .toList();
    }

    private static Difference difference(String field, @Nullable Object before, @Nullable Object after) {
        return new Difference(
                field, before == null ? null : before.toString(), after == null ? null : after.toString());
    }

    private static ReplayRow row(KeptNotice kept, Result result) {
        return row(kept, result, List.of(), null, List.of());
    }

    private static ReplayRow row(KeptNotice kept, List<Difference> reading, PaymentId id, List<Difference> payment) {
        var same = reading.isEmpty() && payment.isEmpty();
        return row(kept, same ? Result.SAME : Result.DIFFERS, reading, id, payment);
    }

    private static ReplayRow row(
            KeptNotice kept,
            Result result,
            List<Difference> reading,
            @Nullable PaymentId payment,
            List<Difference> changes) {
        var notice = kept.notice();
        return new ReplayRow(
                Place.of(notice),
                notice.provider(),
                notice.type(),
                result,
                reading,
                payment == null ? null : payment.value(),
                changes);
    }
}
