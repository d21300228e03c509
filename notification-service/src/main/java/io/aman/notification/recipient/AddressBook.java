package io.aman.notification.recipient;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where people can be reached beside the mailbox of their account; whoever keeps such addresses offers one. */
public interface AddressBook {

    /**
     * Those that people have confirmed for a channel, such as {@code sms}; who has none may be left out.
     *
     * @param userIds many where much is told at once
     */
    Map<String, List<Address>> of(Collection<String> userIds, String channel);

    /** Of one of them. */
    default List<Address> of(String userId, String channel) {
        return of(List.of(userId), channel).getOrDefault(userId, List.of());
    }
}
