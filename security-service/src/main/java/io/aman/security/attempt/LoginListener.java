package io.aman.security.attempt;

import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.security.lockout.Lockouts;
import org.springframework.kafka.annotation.KafkaListener;

/** Remembers how sign-ins ended and gives back the attempts of an account whose owner came in. */
class LoginListener {

    private final MongoActivities activities;
    private final Lockouts lockouts;

    LoginListener(MongoActivities activities, Lockouts lockouts) {
        this.activities = activities;
        this.lockouts = lockouts;
    }

    /** Two documents, two writes, each of which does nothing the second time: a crash in between is made good by the retry. */
    @KafkaListener(topics = Topics.LOGINS)
    void on(EventEnvelope<LoginEvent> event) {
        activities.add(Activity.of(event));
        switch (event.data()) {
            case LoginEvent.Succeeded login -> lockouts.giveBack(login.accountKey(), login.at());
            case LoginEvent.Failed _ -> {} // its reservation stays used
        }
    }
}
