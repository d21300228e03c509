package io.aman.security.alert;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.aman.security.alert.Alert.CloseReason;
import io.aman.security.alert.Alert.State;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What administrators do with alerts. */
@RestController
@RequestMapping("/api/security/alerts")
class AlertController {

    private static final String ADMIN = "security.admin";

    private final MongoAlerts alerts;
    private final Clock clock;

    AlertController(MongoAlerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /** @param assignee the user id of who looks into it */
    record AssignRequest(@NotBlank @Size(max = 128) String assignee) {}

    record CloseRequest(
            @NotNull CloseReason reason,
            @Nullable @Size(max = 1000) String note) {}

    record EntryView(
            Instant at, String what, String by, @Nullable String note) {

        static EntryView of(Alert.Entry entry) {
            return new EntryView(entry.at(), entry.what(), entry.by(), entry.note());
        }
    }

    /** @param about what else it concerns than a person or an address, such as a list by its name */
    record AlertView(
            String id,
            String kind,
            Severity severity,
            State state,
            @Nullable String userId,
            @Nullable String address,
            @Nullable String about,
            String detail,
            long count,
            Instant firstAt,
            Instant lastAt,
            @Nullable String assignee,
            @Nullable CloseReason closeReason,
            List<EntryView> audit) {

        static AlertView of(Alert alert) {
            return new AlertView(
                    alert.id(),
                    alert.kind(),
                    alert.severity(),
                    alert.state(),
                    alert.userId(),
                    alert.address(),
                    alert.about(),
                    alert.detail(),
                    alert.count(),
                    alert.firstAt(),
                    alert.lastAt(),
                    alert.assignee(),
                    alert.closeReason(),
                    alert.audit().stream().map(EntryView::of).toList());
        }
    }

    @GetMapping
    @Operation(operationId = "listAlerts", summary = "Alerts, the newest first")
    @RequirePermissions(ADMIN)
    Page<AlertView> list(
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var found = alerts.page(state, Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, alert -> new Cursor(alert.firstAt(), alert.id()), AlertView::of);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getAlert", summary = "One alert and what was done with it")
    @RequirePermissions(ADMIN)
    AlertView get(@PathVariable String id) {
        return AlertView.of(alerts.find(id).orElseThrow(AlertError.NotFound::new));
    }

    @PostMapping("/{id}/acknowledge")
    @Operation(operationId = "acknowledgeAlert", summary = "Says that somebody looks into it")
    @RequirePermissions(ADMIN)
    AlertView acknowledge(@PathVariable String id, Caller caller) {
        return done(id, alerts.acknowledge(id, caller.actor(), clock.instant()));
    }

    @PostMapping("/{id}/assign")
    @Operation(operationId = "assignAlert", summary = "Says who looks into it")
    @RequirePermissions(ADMIN)
    AlertView assign(@PathVariable String id, @Valid @RequestBody AssignRequest asked, Caller caller) {
        return done(id, alerts.assign(id, asked.assignee(), caller.actor(), clock.instant()));
    }

    @PostMapping("/{id}/close")
    @Operation(operationId = "closeAlert", summary = "Says why nobody has to look any more")
    @RequirePermissions(ADMIN)
    @RequireFreshSignIn
    AlertView close(@PathVariable String id, @Valid @RequestBody CloseRequest asked, Caller caller) {
        return done(id, alerts.close(id, asked.reason(), asked.note(), caller.actor(), clock.instant()));
    }

    private AlertView done(String id, Optional<Alert> changed) {
        if (changed.isEmpty()) {
            throw alerts.find(id).isPresent() ? new AlertError.NotInState() : new AlertError.NotFound();
        }
        return AlertView.of(changed.get());
    }
}
