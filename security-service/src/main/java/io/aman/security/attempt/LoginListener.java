package io.aman.security.attempt;

import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.platform.inbox.EventBatch;
import io.aman.platform.inbox.EventBatch.Received;
import io.aman.security.answer.Watch;
import io.aman.security.detector.SignIn;
import io.aman.security.lockout.Lockouts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Remembers how sign-ins ended, gives back the attempts of accounts whose owners came in, and has them watched; in
 * batches, so that a thousand of them are a few commands to the store.
 */
class LoginListener {

    private final MongoActivities activities;
    private final Lockouts lockouts;
    private final Watch watch;

    LoginListener(MongoActivities activities, Lockouts lockouts, Watch watch) {
        this.activities = activities;
        this.lockouts = lockouts;
        this.watch = watch;
    }

    @KafkaListener(
            topics = Topics.LOGINS,
            batch = "true",
            ackMode = "BATCH",
            concurrency = "${security.attempt.listeners:3}",
            properties = "max.poll.records=${security.attempt.together:300}")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        EventBatch.handle(records, this::ended);
    }

    /** Several documents, each of whose writes does nothing the second time: a crash in between is made good by the retry. */
    private void ended(List<Received> received) {
        var ended = new ArrayList<Watch.Ended>();
        var reasons = new HashMap<String, String>();
        var meant = new HashMap<String, String>();
        var cameIn = new ArrayList<Lockouts.CameIn>();
        for (var one : received) {
            if (one.event().data() instanceof LoginEvent login) {
                var signIn = SignIn.of(Activity.idOf(one.event().id()), login);
                ended.add(new Watch.Ended(signIn, one.traceparent()));
                switch (login) {
                    case LoginEvent.Succeeded success ->
                        cameIn.add(new Lockouts.CameIn(
                                success.accountKey(),
                                success.deviceKey(),
                                success.at(),
                                success.attemptId(),
                                success.address()));
                    case LoginEvent.Failed failure -> {
                        reasons.put(signIn.eventId(), failure.reason()); // its reservation stays used
                        if (failure.userId() != null) {
                            meant.put(failure.accountKey(), failure.userId());
                        }
                    }
                }
            }
        }
        lockouts.giveBack(cameIn);
        lockouts.noteOwners(meant);
        activities.add(watch.ended(ended).stream()
                .map(seen -> Activity.of(seen, reasons.get(seen.signIn().eventId())))
                .toList());
    }
}
