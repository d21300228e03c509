package io.aman.local.kafka;

import io.aman.local.part.CannotStart;
import io.aman.local.part.Part;
import org.apache.kafka.common.KafkaException;

/** Starts the local broker: {@code KafkaMain <host> <port> <controllerPort> <dataDir>}. */
public final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] args) throws InterruptedException {
        new Part("kafka", "<host> <port> <controllerPort> <dataDir>").run(args, arguments -> {
            var host = arguments.text(0);
            var settings = new BrokerSettings(
                    host, arguments.freePort(1, host), arguments.freePort(2, host), arguments.folder(3));
            try {
                return Broker.start(settings);
            } catch (KafkaException e) { // e.g. the folder is another broker's
                throw new CannotStart("the broker does not start: " + e.getMessage(), e);
            }
        });
    }
}
