package io.aman.session.device;

import io.aman.events.DomainEvent;
import io.aman.platform.write.Change.Rule;

/** Everybody's trusted devices. */
interface DeviceBooks {

    DeviceBook of(String userId);

    /** Changes it in one conditional write. A rule that throws, or changes and tells nothing, writes nothing. */
    <T> T change(String userId, Rule<DeviceBook, DomainEvent, T> rule);
}
