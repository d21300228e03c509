package io.aman.notification.recipient;

import java.util.List;

/** Where people can be reached beside the mailbox of their account; whoever keeps such addresses offers one. */
public interface AddressBook {

    /** Those that {@code userId} has confirmed for a channel, such as {@code sms}. */
    List<Address> of(String userId, String channel);
}
