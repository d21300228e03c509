package io.aman.notification.channel.push;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Handle;

/**
 * Carries to one kind of place, and forgets devices that are gone. A message that is sent again takes the place of the
 * first, by its id.
 */
public abstract class DeviceProvider<P extends Place> implements Provider {

    private final Devices devices;
    private final Class<P> kind;
    private final String scheme;
    private final String unknown;

    /**
     * @param scheme of its places
     * @param unknown why nothing is sent to a device that is not, or no longer, there
     */
    protected DeviceProvider(Devices devices, Class<P> kind, String scheme, String unknown) {
        this.devices = devices;
        this.kind = kind;
        this.scheme = scheme;
        this.unknown = unknown;
    }

    /** Tries once; {@linkplain Refused#unreachable() unreachable} where the place is gone for good. */
    protected abstract Outcome send(Delivery delivery, P place);

    @Override
    public final String channel() {
        return "push";
    }

    @Override
    public final String name() {
        return scheme;
    }

    @Override
    public final boolean carries(Address to) {
        return to instanceof Handle handle && handle.scheme().equals(scheme);
    }

    @Override
    public final boolean recognisesRepeats() {
        return true;
    }

    @Override
    public final Outcome send(Delivery delivery, int attempt) {
        var id = delivery.to() instanceof Handle handle ? handle.name() : "";
        var place = devices.find(delivery.userId(), id).map(Device::place);
        if (place.isEmpty() || !kind.isInstance(place.get())) {
            return new Refused(unknown);
        }
        var outcome = send(delivery, kind.cast(place.get()));
        if (outcome instanceof Refused refused && refused.unreachable()) {
            devices.remove(delivery.userId(), id);
        }
        return outcome;
    }
}
