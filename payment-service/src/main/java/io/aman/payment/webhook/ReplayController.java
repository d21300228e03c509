package io.aman.payment.webhook;

import io.aman.payment.webhook.ReplayError.InvalidSelection;
import io.aman.payment.webhook.ReplayError.NotFound;
import io.aman.platform.Ids;
import io.aman.platform.docs.Answers;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
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

/** Runs stored notices against today's code, dry unless told otherwise, and tells what differs. */
@RestController
@RequestMapping("/api/payments/webhooks/replays")
class ReplayController {

    private static final int MOST_IDS = 1000;

    /**
     * @param from received then or later; needed unless there are ids
     * @param to received before then; needed unless there are ids
     * @param ids notices by id
     * @param dryRun absent for true: nothing is changed but shown
     */
    record ReplayRequest(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable @Size(max = 20) String provider,
            @Nullable @Size(max = 100) String type,
            @Nullable @Size(min = 1, max = MOST_IDS) List<@Size(max = 300) String> ids,
            @Nullable Boolean dryRun) {

        /** What comes in while it runs is not replayed. */
        Selection selection(Instant now) {
            if (ids == null && (from == null || to == null)) {
                throw new InvalidSelection("Name from and to, or ids.");
            }
            var begin = Objects.requireNonNullElse(from, Instant.EPOCH);
            var end = to == null || to.isAfter(now) ? now : to;
            if (!begin.isBefore(end)) {
                throw new InvalidSelection("from must be before to, and in the past.");
            }
            return new Selection(begin, end, provider, type, null, ids == null ? List.of() : ids);
        }
    }

    /** @param finishedAt absent while it is running */
    record ReplayView(
            String id,
            boolean dryRun,
            String requestedBy,
            Instant createdAt,
            @Nullable Instant finishedAt,
            long read,
            long same,
            long differing,
            long failed,
            List<RowView> items,
            @Nullable String nextCursor) {

        static ReplayView of(Replay replay, List<ReplayRow> rows, @Nullable String next) {
            var counts = replay.counts();
            return new ReplayView(
                    replay.id(),
                    replay.dryRun(),
                    replay.requestedBy(),
                    replay.createdAt(),
                    replay.finishedAt(),
                    counts.read(),
                    counts.same(),
                    counts.differing(),
                    counts.failed(),
                    rows.stream().map(RowView::of).toList(),
                    next);
        }
    }

    /**
     * A notice that something differs for, or that could not be told.
     *
     * @param reading what of the notice is read otherwise today
     * @param payment what of the payment changes, or would
     */
    record RowView(
            String noticeId,
            Instant receivedAt,
            String provider,
            String type,
            ReplayRow.Result result,
            List<ReplayRow.Difference> reading,
            @Nullable String paymentId,
            List<ReplayRow.Difference> payment) {

        static RowView of(ReplayRow row) {
            return new RowView(
                    row.place().id(),
                    row.place().at(),
                    row.provider(),
                    row.type(),
                    row.result(),
                    row.reading(),
                    row.paymentId(),
                    row.payment());
        }
    }

    private final ReplayDesk desk;
    private final MongoReplays replays;
    private final Clock clock;

    ReplayController(ReplayDesk desk, MongoReplays replays, Clock clock) {
        this.desk = desk;
        this.replays = replays;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            operationId = "createReplay",
            summary = "Runs stored notices against today's code, dry unless told otherwise")
    @Answers(status = 202, body = ReplayView.class)
    @RequirePermissions("payment.admin")
    @RequireFreshSignIn
    ResponseEntity<byte[]> order(@Valid @RequestBody ReplayRequest request, IdempotentCall call, Caller caller) {
        return call.once(request, operation -> {
            var now = clock.instant();
            var replay = new Replay(
                    Ids.derived("rpl_", operation.id()),
                    request.selection(now),
                    !Boolean.FALSE.equals(request.dryRun()),
                    "user:" + caller.userId(),
                    now,
                    Replay.Counts.NONE,
                    null,
                    null);
            desk.order(replay);
            return ResponseEntity.accepted()
                    .location(URI.create("/api/payments/webhooks/replays/" + replay.id()))
                    .body(ReplayView.of(replay, List.of(), null));
        });
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getReplay", summary = "A replay, and what differs")
    @RequirePermissions("payment.admin")
    ReplayView get(
            @PathVariable String id,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var replay = replays.find(id).orElseThrow(NotFound::new);
        var found = replays.rows(id, Place.parse(cursor), limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        return ReplayView.of(
                replay, shown, found.size() > limit ? shown.getLast().place().cursor() : null);
    }
}
