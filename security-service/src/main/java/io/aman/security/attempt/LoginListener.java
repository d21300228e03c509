package io.aman.security.attempt;

import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.security.answer.Watch;
import io.aman.security.detector.SignIn;
import io.aman.security.lockout.Lockouts;
import org.springframework.kafka.annotation.KafkaListener;

/** Remembers how sign-ins ended, gives back the attempts of an account whose owner came in, and has them watched. */
class LoginListener {

    private final MongoActivities activities;
    private final Lockouts lockouts;
    private final Watch watch;

    LoginListener(MongoActivities activities, Lockouts lockouts, Watch watch) {
        this.activities = activities;
        this.lockouts = lockouts;
        this.watch = watch;
    }

    /** Several documents, each of whose writes does nothing the second time: a crash in between is made good by the retry. */
    @KafkaListener(topics = Topics.LOGINS)
    void on(EventEnvelope<LoginEvent> event) {
        var signIn = SignIn.of(Activity.idOf(event), event);
        var reason = switch (event.data()) {
            case LoginEvent.Succeeded login -> {
                lockouts.giveBack(login.accountKey(), login.deviceKey(), login.at());
                yield null;
            }
            case LoginEvent.Failed login -> login.reason(); // its reservation stays used
        };
        activities.add(Activity.of(signIn, reason));
        var seen = watch.ended(signIn);
        if (!seen.signals().isEmpty() || seen.score() != null) {
            activities.noticed(signIn.eventId(), seen.signals(), seen.score());
        }
    }
}
