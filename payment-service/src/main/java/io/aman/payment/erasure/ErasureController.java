package io.aman.payment.erasure;

import io.aman.payment.privacy.PersonalData.Outcome;
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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Forgets a person, and tells how far that has come. */
@RestController
@RequestMapping("/api/payments/persons")
class ErasureController {

    /** @param reason such as the number of the person's request; kept with the erasure */
    record EraseRequest(@NotBlank @Size(max = 200) String reason) {}

    /**
     * An erasure, which never says whom it is about.
     *
     * @param outcomes by kind of data: what was erased, what waits, and what must be kept
     */
    record ErasureView(
            String id,
            State state,
            String requestedBy,
            String reason,
            Instant requestedAt,
            @Nullable Instant finishedAt,
            Map<String, Outcome> outcomes) {

        /** Whether something is still pending. */
        enum State {
            OPEN,
            DONE
        }

        static ErasureView of(Erasure erasure) {
            return new ErasureView(
                    erasure.id(),
                    erasure.finishedAt() == null ? State.OPEN : State.DONE,
                    erasure.requestedBy(),
                    erasure.reason(),
                    erasure.requestedAt(),
                    erasure.finishedAt(),
                    erasure.outcomes());
        }
    }

    private final ErasureDesk desk;

    ErasureController(ErasureDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/{userId}/erase")
    @Operation(operationId = "erasePerson", summary = "Forgets a person, as far as the law allows")
    @Answers(status = 202, body = ErasureView.class)
    @RequirePermissions("payment.erase")
    @RequireFreshSignIn
    ResponseEntity<byte[]> erase(
            @PathVariable @Pattern(regexp = "(?!erased_)[\\w.:@-]{1,100}") String userId,
            @Valid @RequestBody EraseRequest request,
            IdempotentCall call,
            Caller caller) {
        return call.once(request, operation -> {
            var id = Ids.derived("era_", operation.id());
            var erasure = desk.request(id, userId, "user:" + caller.userId(), request.reason());
            return ResponseEntity.accepted()
                    .location(URI.create("/api/payments/persons/erasures/" + erasure.id()))
                    .body(ErasureView.of(erasure));
        });
    }

    record Erasures(List<ErasureView> items) {}

    /** Those that are open, at most {@code limit}; what each waits for stands in its outcomes. */
    @GetMapping("/erasures")
    @Operation(operationId = "listErasures", summary = "Erasures that are not finished")
    @RequirePermissions("payment.erase")
    Erasures open(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        return new Erasures(desk.open(limit).stream().map(ErasureView::of).toList());
    }

    @GetMapping("/erasures/{id}")
    @Operation(operationId = "getErasure", summary = "How far an erasure has come")
    @RequirePermissions("payment.erase")
    ErasureView get(@PathVariable String id) {
        return desk.find(id).map(ErasureView::of).orElseThrow(ErasureError.NotFound::new);
    }
}
