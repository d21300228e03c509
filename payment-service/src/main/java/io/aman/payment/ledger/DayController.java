package io.aman.payment.ledger;

import io.aman.payment.ledger.LedgerError.DayNotFound;
import io.aman.payment.ledger.LedgerError.InvalidDays;
import io.aman.platform.docs.Answers;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Our books beside the providers', day by day in UTC, for operators. */
@RestController
@RequestMapping("/api/payments/reconciliation/days")
class DayController {

    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 92;

    /** Nothing to say; an object so that fields can be added. */
    record CompareRequest() {}

    /**
     * @param closed false while lines may still appear, so that a difference is none yet
     * @param comparedAt absent before the first comparison
     */
    record DayView(
            LocalDate date,
            boolean closed,
            @Nullable Instant comparedAt,
            List<Totals> totals,
            List<Day.Unread> unread,
            int differences) {

        static DayView of(Day day) {
            return new DayView(
                    day.date(), day.closed(), day.comparedAt(), day.totals(), day.unread(), day.differences());
        }
    }

    record DayList(List<DayView> items) {}

    /** @param nextCursor where the next page of differences begins; absent on the last one */
    record DayDetail(
            DayView day, List<Difference> items, @Nullable Integer nextCursor) {}

    record Ordered(LocalDate date) {}

    private final DayDesk desk;
    private final MongoDays days;
    private final Clock clock;

    DayController(DayDesk desk, MongoDays days, Clock clock) {
        this.desk = desk;
        this.days = days;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param to included; today by default
     */
    @GetMapping
    @Operation(
            operationId = "listReconciliationDays",
            summary = "Our books beside the providers', by day in UTC, the newest first")
    @RequirePermissions("payment.admin")
    DayList list(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        var last = Objects.requireNonNullElseGet(to, this::today);
        var first = Objects.requireNonNullElseGet(from, () -> last.minusDays(USUAL_DAYS));
        if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
            throw new InvalidDays("from must not be after to, nor more than %d days before it.".formatted(MOST_DAYS));
        }
        return new DayList(days.of(first, last).stream().map(DayView::of).toList());
    }

    @GetMapping("/{date}")
    @Operation(operationId = "getReconciliationDay", summary = "A day, and what differs on it")
    @RequirePermissions("payment.admin")
    DayDetail get(
            @PathVariable LocalDate date,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(defaultValue = "0") @Min(0) @Max(99_999_999) int cursor) {
        var day = days.find(date).orElseThrow(DayNotFound::new);
        var found = days.differences(day, cursor, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new DayDetail(DayView.of(day), shown, found.size() > limit ? cursor + limit : null);
    }

    @PostMapping("/{date}")
    @Operation(operationId = "compareReconciliationDay", summary = "Orders a comparison of a day")
    @Answers(status = 202, body = Ordered.class)
    @RequirePermissions("payment.admin")
    ResponseEntity<byte[]> compare(
            @PathVariable LocalDate date, @RequestBody CompareRequest request, IdempotentCall call) {
        if (date.isAfter(today())) {
            throw new InvalidDays("This day has not begun.");
        }
        return call.once(request, _ -> {
            desk.order(date);
            return ResponseEntity.accepted()
                    .location(URI.create("/api/payments/reconciliation/days/" + date))
                    .body(new Ordered(date));
        });
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
