package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.delivery;

import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Mails that wait in a store, and the worker of a process that sends them. */
record MailQueue(Deliveries deliveries, DeliveryWorker worker, MongoOperations mongo, Clock clock) {

    void add(String intent) {
        deliveries.add(delivery(intent), clock.instant());
    }

    void add(String intent, String to) {
        deliveries.add(delivery(intent, to), clock.instant());
    }

    void deliverAll() {
        while (worker.deliverNext()) {
            // the next one
        }
    }

    List<FailedDelivery> failed() {
        return deliveries.lastFailed(10);
    }

    Document stored(String intent) {
        return mongo.findById(Delivery.idOf(intent, "email"), Document.class, "deliveries");
    }
}
