package io.aman.payment.webhook;

import io.aman.payment.webhook.ReplayError.InvalidSelection;
import io.aman.platform.page.Page;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What providers told us, for operators; bodies stay where they are. */
@RestController
class NoticeController {

    private static final Duration USUAL = Duration.ofDays(1);

    record NoticeView(
            String id,
            String provider,
            String type,
            String about,
            StoredNotice.State state,
            @Nullable String ref,
            @Nullable String paymentId,
            Instant receivedAt,
            int tries) {

        static NoticeView of(KeptNotice kept) {
            var notice = kept.notice();
            return new NoticeView(
                    notice.id(),
                    notice.provider(),
                    notice.type(),
                    notice.about().name(),
                    kept.state(),
                    notice.ref(),
                    notice.paymentId(),
                    notice.receivedAt(),
                    notice.tries());
        }
    }

    private final MongoNotices notices;
    private final Clock clock;

    NoticeController(MongoNotices notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param from a day before {@code to} by default
     * @param to now by default
     */
    @GetMapping("/api/payments/webhooks")
    @Operation(operationId = "listProviderNotices", summary = "What providers told us, the newest first")
    @RequirePermissions("payment.admin")
    Page<NoticeView> list(
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) StoredNotice.@Nullable State state,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var end = Objects.requireNonNullElseGet(to, clock::instant);
        var begin = Objects.requireNonNullElseGet(from, () -> end.minus(USUAL));
        if (!begin.isBefore(end)) {
            throw new InvalidSelection("from must be before to.");
        }
        var selection = new Selection(begin, end, provider, type, state, List.of());
        var found = notices.newest(selection, Place.parse(cursor), limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? Place.of(shown.getLast().notice()).cursor() : null;
        return new Page<>(shown.stream().map(NoticeView::of).toList(), next);
    }
}
