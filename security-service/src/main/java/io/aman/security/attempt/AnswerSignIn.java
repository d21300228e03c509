package io.aman.security.attempt;

import io.aman.events.EventCodec;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.security.attempt.Activity.Answer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the owner's word for whether a sign-in was theirs. One that was not ends its session and takes the password out
 * of force; that can be said after it was confirmed, but not taken back.
 */
final class AnswerSignIn {

    private static final String DENIED = "denied-by-owner";

    private final MongoActivities activities;
    private final Clock clock;

    AnswerSignIn(MongoActivities activities, Clock clock) {
        this.activities = activities;
        this.clock = clock;
    }

    /** @throws AttemptError when there is no such sign-in of this user, or it cannot be answered so */
    Activity answer(String userId, String activityId, Answer answer) {
        var activity = activities.find(activityId, userId).orElseThrow(AttemptError.ActivityNotFound::new);
        if (activity.answer() == answer) {
            return activity; // said twice
        }
        if (activity.outcome() != Activity.Outcome.SUCCEEDED || activity.answer() == Answer.DENIED) {
            throw new AttemptError.NotAnswerable();
        }
        var now = clock.instant();
        if (!activities.answer(activity, answer, now, events(userId, activity, answer, now))) {
            throw new AttemptError.NotAnswerable(); // somebody said something else at the same time
        }
        return activities.find(activityId, userId).orElseThrow(AttemptError.ActivityNotFound::new);
    }

    private static List<OutboxEvent> events(String userId, Activity activity, Answer answer, Instant now) {
        var events = new ArrayList<SecurityEvent>();
        events.add(new SecurityEvent.SignInAnswered(
                userId, activity.id(), answer == Answer.CONFIRMED, activity.address(), activity.at(), now));
        if (answer == Answer.DENIED) {
            if (activity.sessionId() != null) {
                events.add(new SecurityEvent.SessionToEnd(userId, activity.sessionId(), DENIED, now));
            }
            events.add(new SecurityEvent.ResetForced(userId, DENIED, now));
        }
        return events.stream()
                .map(event -> new OutboxEvent(
                        Ids.derived("evt_", activity.id() + " " + answer + " " + EventCodec.typeOf(event)),
                        Topics.SECURITY,
                        userId,
                        now,
                        event))
                .toList();
    }
}
