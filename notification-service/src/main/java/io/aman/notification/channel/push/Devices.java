package io.aman.notification.channel.push;

import java.util.List;
import java.util.Optional;

/** The devices of everybody. A place is one person's at a time: a browser tells whoever signed in there last. */
public interface Devices {

    /** Oldest first. */
    List<Device> of(String userId);

    /** Empty where the person has none of that id, or not any more. */
    Optional<Device> find(String userId, String id);

    /** Adds it, and takes it away from whoever had it; the oldest ones give way where there are too many. */
    Device add(String userId, Place place);

    /** @return whether it was there */
    boolean remove(String userId, String id);
}
