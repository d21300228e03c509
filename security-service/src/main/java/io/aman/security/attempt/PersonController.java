package io.aman.security.attempt;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.AddressKey;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.aman.security.alert.Alerts;
import io.aman.security.detector.Signal;
import io.aman.security.risk.Decision;
import io.aman.security.signal.ForgetPerson;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What administrators see of one person or one address, and the erasure of a person. */
@RestController
@RequestMapping("/api/security")
class PersonController {

    private static final Logger log = LoggerFactory.getLogger(PersonController.class);
    private static final String ADMIN = "security.admin";

    private final MongoActivities activities;
    private final List<ForgetPerson> memories;
    private final Alerts alerts;

    PersonController(MongoActivities activities, List<ForgetPerson> memories, Alerts alerts) {
        this.activities = activities;
        this.memories = memories;
        this.alerts = alerts;
    }

    /** @param acting whether it counted, or was only watched */
    record SignalView(String kind, String detail, boolean acting) {

        static SignalView of(Signal signal) {
            return new SignalView(signal.kind().code(), signal.detail(), signal.isActing());
        }
    }

    /** @param score between 0 and 100; of successes */
    record Moment(
            String id,
            Instant at,
            @Nullable String userId,
            Activity.Outcome outcome,
            @Nullable String reason,
            String address,
            @Nullable String userAgent,
            List<SignalView> signals,
            @Nullable Integer score,
            @Nullable Decision decision,
            Activity.@Nullable Answer answer) {

        static Moment of(Activity activity) {
            var score = activity.score();
            return new Moment(
                    activity.id(),
                    activity.at(),
                    activity.userId(),
                    activity.outcome(),
                    activity.reason(),
                    activity.address(),
                    activity.userAgent(),
                    activity.signals().stream().map(SignalView::of).toList(),
                    score == null ? null : score.value(),
                    score == null ? null : score.decision(),
                    activity.answer());
        }
    }

    @GetMapping("/people/{userId}/timeline")
    @Operation(operationId = "getTimelineOfPerson", summary = "Sign-ins of one person and what was noticed")
    @RequirePermissions(ADMIN)
    Page<Moment> ofPerson(
            @PathVariable String userId,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return page(activities.page(userId, Cursor.parse(cursor), limit + 1), limit);
    }

    @GetMapping("/timeline")
    @Operation(operationId = "getTimelineOfAddress", summary = "Sign-ins from one address and what was noticed")
    @RequirePermissions(ADMIN)
    Page<Moment> ofAddress(
            @RequestParam String address,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return page(activities.pageOf(source(address), Cursor.parse(cursor), limit + 1), limit);
    }

    /** Asked again, it goes on where something was still to be told. */
    @DeleteMapping("/people/{userId}")
    @Operation(operationId = "erasePerson", summary = "Erases everything that is kept of a person's sign-ins")
    @RequirePermissions(ADMIN)
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@PathVariable String userId, Caller caller) {
        alerts.forget(userId);
        var isForgotten =
                memories.stream().filter(memory -> !memory.forget(userId)).count() == 0; // each is asked
        if (!activities.forget(userId) || !isForgotten) {
            throw new AttemptError.StillToBeTold();
        }
        log.info("{} had a person erased", caller.actor().name());
    }

    private static Page<Moment> page(List<Activity> found, int limit) {
        return Page.of(found, limit, activity -> new Cursor(activity.at(), activity.id()), Moment::of);
    }

    private static String source(String address) {
        try {
            return AddressKey.of(address);
        } catch (IllegalArgumentException _) {
            throw new AttemptError.AddressUnreadable();
        }
    }
}
