package io.aman.session.session;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people do with their own sessions. */
@RestController
@RequestMapping("/api/sessions")
class SessionController {

    private static final int A_DAY = 24;

    /** @param hours from now; a day where absent */
    record ExtendRequest(@Nullable @Min(1) @Max(72) Integer hours) {}

    record ExtendResponse(Instant expiresAt) {}

    private final ListSessions list;
    private final EndSession end;
    private final ExtendSession extend;
    private final SessionPolicy policy;

    SessionController(ListSessions list, EndSession end, ExtendSession extend, SessionPolicy policy) {
        this.list = list;
        this.end = end;
        this.extend = extend;
        this.policy = policy;
    }

    @GetMapping
    @Operation(operationId = "listSessions", summary = "The caller's own sessions")
    Page<SessionView.Item> mine(
            Caller caller,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return list.mine(
                caller,
                Cursor.parse(cursor),
                limit,
                session -> SessionView.Item.of(session, caller.sessionId(), policy));
    }

    @GetMapping("/stats")
    @Operation(operationId = "getSessionStatistics", summary = "From which devices and places the caller has signed in")
    SessionView.Stats statistics(Caller caller) {
        return SessionView.Stats.of(list.statistics(caller));
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "endSession", summary = "Ends a session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id, Caller caller) {
        end.end(id, caller);
    }

    @PostMapping("/terminate-all")
    @Operation(operationId = "endOtherSessions", summary = "Ends all sessions of the caller but this one")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(Caller caller) {
        end.endOthers(caller);
    }

    @PostMapping("/force-logout")
    @Operation(operationId = "endAllSessions", summary = "Ends all sessions of the caller")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(Caller caller) {
        end.endAll(caller);
    }

    @PostMapping("/extend")
    @Operation(
            operationId = "extendSession",
            summary = "Moves the end of this session, to 72 hours after its beginning at most")
    ExtendResponse extend(@Valid @RequestBody(required = false) @Nullable ExtendRequest request, Caller caller) {
        var hours = request == null ? null : request.hours;
        return new ExtendResponse(extend.extend(caller, Objects.requireNonNullElse(hours, A_DAY)));
    }
}
