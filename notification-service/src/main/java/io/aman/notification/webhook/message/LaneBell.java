package io.aman.notification.webhook.message;

import org.springframework.stereotype.Component;

/** Says within the process that a lane has work, so that nobody waits for the next look; the look finds it else. */
@Component
class LaneBell {

    private volatile Runnable answering = () -> {};

    void answeredBy(Runnable somebody) {
        answering = somebody;
    }

    void ring() {
        answering.run();
    }
}
