package io.aman.security.attempt;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ImpersonationNotAllowed;
import io.aman.security.attempt.Activity.Answer;
import io.aman.security.risk.RiskScore;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's own sign-ins, so that one that was not theirs is noticed and said. */
@RestController
@RequestMapping("/api/security/activity")
class ActivityController {

    private final MongoActivities activities;
    private final AnswerSignIn answerSignIn;

    ActivityController(MongoActivities activities, AnswerSignIn answerSignIn) {
        this.activities = activities;
        this.answerSignIn = answerSignIn;
    }

    /**
     * @param unusual what was unusual about a success, by the detectors' names; absent where nothing was
     * @param answer what the owner said of it
     */
    record Item(
            String id,
            Instant at,
            Activity.Outcome outcome,
            @Nullable String reason,
            String address,
            @Nullable String userAgent,
            @Nullable List<String> unusual,
            @Nullable Answer answer) {

        static Item of(Activity activity) {
            return new Item(
                    activity.id(),
                    activity.at(),
                    activity.outcome(),
                    activity.reason(),
                    activity.address(),
                    activity.userAgent(),
                    unusual(activity.score()),
                    activity.answer());
        }

        private static @Nullable List<String> unusual(@Nullable RiskScore score) {
            return score == null || score.reasons().isEmpty() ? null : score.kinds();
        }
    }

    @GetMapping
    @Operation(operationId = "listActivity", summary = "The caller's own sign-ins, the newest first")
    Page<Item> mine(
            Caller caller,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var found = activities.page(caller.userId(), Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, activity -> new Cursor(activity.at(), activity.id()), Item::of);
    }

    @PostMapping("/{id}/confirm")
    @Operation(operationId = "confirmActivity", summary = "Says that a sign-in was the caller's own")
    Item confirm(@PathVariable String id, Caller caller) {
        return answer(id, Answer.CONFIRMED, caller);
    }

    /** Ends the session that the sign-in began and takes the password out of force. */
    @PostMapping("/{id}/deny")
    @Operation(operationId = "denyActivity", summary = "Says that a sign-in was not the caller's own")
    Item deny(@PathVariable String id, Caller caller) {
        return answer(id, Answer.DENIED, caller);
    }

    private Item answer(String id, Answer answer, Caller caller) {
        if (caller.impersonator() != null) {
            throw new ImpersonationNotAllowed();
        }
        return Item.of(answerSignIn.answer(caller.userId(), id, answer));
    }
}
