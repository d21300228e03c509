package io.aman.security.answer;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Signal;
import java.time.Clock;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears of sessions that ended because a refresh token came twice. */
class SessionListener {

    private static final String REFRESH_REUSE = "refresh-reuse";

    private final Detection detection;
    private final Alerts alerts;
    private final AnswerProperties properties;
    private final Clock clock;

    SessionListener(Detection detection, Alerts alerts, AnswerProperties properties, Clock clock) {
        this.detection = detection;
        this.alerts = alerts;
        this.properties = properties;
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.SESSIONS, groupId = "${spring.application.name}-sessions")
    void on(EventEnvelope<? extends DomainEvent> event) {
        var isLate = event.time().isBefore(clock.instant().minus(properties.within()));
        if (!isLate
                && event.data() instanceof SessionEvent.Ended ended
                && ended.reason().equals(REFRESH_REUSE)) {
            detection
                    .told(Kind.REFRESH_REUSE, "session " + ended.sessionId())
                    .filter(Signal::isActing)
                    .ifPresent(signal -> alerts.raise(new Occurrence(
                            signal.kind().code(),
                            Severity.HIGH,
                            ended.userId(),
                            null,
                            event.id(),
                            signal.detail(),
                            event.time())));
        }
    }
}
