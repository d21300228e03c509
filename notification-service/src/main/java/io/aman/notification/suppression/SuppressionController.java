package io.aman.notification.suppression;

import io.aman.notification.recipient.Address;
import io.aman.notification.suppression.Suppressions.Suppressed;
import io.aman.platform.docs.Answers;
import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.problem.Problem;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.aman.platform.security.Sealed;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Addresses that nothing is sent to, for operators; nobody reads an address here that they did not write themselves. */
@RestController
@RequestMapping("/api/notifications/suppressions")
class SuppressionController {

    private static final String NOT_FOUND = "suppression-not-found";

    /**
     * @param address an e-mail address, a telephone number in E.164, or such a number behind {@code whatsapp:}
     * @param reason as a code, such as {@code complained}
     */
    record SuppressRequest(
            @NotBlank @Size(max = 320) @Pattern(regexp = "[^\\s<>@]+@[^\\s<>@]+|(whatsapp:)?[+][0-9]+")
            String address,

            @NotBlank @Pattern(regexp = "[a-z0-9-]{1,60}") String reason) {

        /** Without the address. */
        @Override
        public String toString() {
            return "SuppressRequest[" + reason + "]";
        }
    }

    /** @param added false where it was on the list already, which keeps its reason */
    record SuppressAnswer(String id, boolean added) {}

    private final Suppressions suppressions;
    private final AddressIds ids;
    private final Clock clock;

    SuppressionController(Suppressions suppressions, Sealed sealed, Clock clock) {
        this.suppressions = suppressions;
        this.ids = new AddressIds(sealed);
        this.clock = clock;
    }

    @GetMapping
    @Operation(operationId = "listSuppressions", summary = "Addresses that nothing is sent to, the newest first")
    @RequirePermissions("notification.admin")
    Page<Suppressed> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var found = suppressions.page(Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, listed -> new Cursor(listed.since(), listed.id()), listed -> listed);
    }

    @PostMapping
    @Operation(operationId = "suppressAddress", summary = "Has nothing sent to an address any more")
    @Answers(status = 200, body = SuppressAnswer.class)
    @RequirePermissions("notification.admin")
    ResponseEntity<?> add(@Valid @RequestBody SuppressRequest request, Caller caller) {
        Address address;
        try {
            address = Address.of(request.address());
        } catch (IllegalArgumentException _) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "invalid-request", "The address is none.");
        }
        var id = ids.of(address);
        var added = suppressions.add(
                id, address.toString(), request.reason(), caller.actor().name(), clock.instant());
        return ResponseEntity.ok(new SuppressAnswer(id, added));
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "unsuppressAddress", summary = "Lets an address be sent to again")
    @Answers(status = 204)
    @RequirePermissions("notification.admin")
    ResponseEntity<?> remove(@PathVariable String id, Caller caller) {
        return suppressions.remove(id, caller.actor().name(), clock.instant())
                ? ResponseEntity.noContent().build()
                : Problem.answer(HttpStatus.NOT_FOUND, NOT_FOUND, "No such address is on the list.");
    }
}
