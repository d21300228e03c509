package io.aman.local.kafka;

import io.aman.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the suite; services declare what they use as well, with the same partitions. */
final class SuiteTopics {
    private static final short ONE_REPLICA = 1;

    private SuiteTopics() {}

    /**
     * Creates those that are missing, leaves the others as they are, and returns when the broker knows them all. Asks
     * for every one: a broker that has just started may still list a topic that was deleted before it stopped.
     */
    static void ensure(Admin admin) throws InterruptedException, ExecutionException {
        var topics = all();
        for (var created : admin.createTopics(topics).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        var names = topics.stream().map(NewTopic::name).toList();
        while (!admin.listTopics().names().get().containsAll(names)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        for (var name : Topics.ALL) {
            topics.add(name.equals(Topics.REVOCATIONS) ? revocations() : events(name));
            topics.add(deadLetters(name));
        }
        return topics;
    }

    private static NewTopic events(String name) {
        return new NewTopic(name, Optional.of(3), Optional.of(ONE_REPLICA));
    }

    /** An hour is enough: the access tokens that a revocation stops live for minutes. */
    private static NewTopic revocations() {
        return new NewTopic(Topics.REVOCATIONS, 1, ONE_REPLICA)
                .configs(Map.of("cleanup.policy", "compact,delete", "retention.ms", "3600000", "segment.ms", "600000"));
    }

    /** Parked records wait for a person, however long that takes. */
    private static NewTopic deadLetters(String topic) {
        return new NewTopic(Topics.deadLettersOf(topic), 1, ONE_REPLICA).configs(Map.of("retention.ms", "-1"));
    }
}
