package io.aman.notification.stream;

import io.aman.platform.event.TopicFollower;
import java.util.HashSet;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Hears of every inbox that changed, whichever instance changed it; whose it is, is the record's key. */
final class InboxChangeListener implements TopicFollower.Follower {

    private final OpenStreams streams;

    InboxChangeListener(OpenStreams streams) {
        this.streams = streams;
    }

    @Override
    public void follows() {
        streams.tellAll();
    }

    @Override
    public void received(ConsumerRecords<String, byte[]> records) {
        var userIds = new HashSet<String>();
        for (var message : records) {
            if (message.key() != null) {
                userIds.add(message.key());
            }
        }
        streams.tell(userIds);
    }
}
