package io.aman.session.disown;

import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent.OwnerTold;
import io.aman.events.SuspicionEvent.SignInQuestioned;
import io.aman.events.Topics;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.session.People;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Has the owner asked about a sign-in that attack detection found unusual, with a link that says "this was not me": only
 * this service can make one. Told twice after a crash it names the same sign-in, which its reader asks about once.
 */
class QuestionListener {

    private static final String SECURITY = "system:security";

    private final People people;
    private final NoticeSeal seal;

    QuestionListener(People people, NoticeSeal seal) {
        this.people = people;
        this.seal = seal;
    }

    @KafkaListener(topics = Topics.SECURITY, groupId = "${spring.application.name}-questions")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof OwnerTold told) {
            people.tell(
                    told.userId(),
                    new SignInQuestioned(
                            told.userId(),
                            told.activityId(),
                            told.reasons(),
                            told.userAgent(),
                            told.at(),
                            new Actor(SECURITY, told.address(), null),
                            seal.of(SignInQuestioned.class, told.userId(), told.at())));
        }
    }
}
