package io.aman.notification.channel.note;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Handle;

/** Puts a note into the drawer that a handle names. */
final class NoteProvider implements Provider {

    static final String NAME = "note";

    private final Drawers drawers;

    NoteProvider(Drawers drawers) {
        this.drawers = drawers;
    }

    @Override
    public String channel() {
        return "push";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean carries(Address to) {
        return to instanceof Handle handle && handle.scheme().equals(NAME);
    }

    @Override
    public Outcome send(Delivery delivery, int attempt) {
        var drawer = delivery.to() instanceof Handle handle ? handle.name() : "";
        return drawers.put(drawer, delivery.message().subject()) ? new Sent() : new Refused("note-no-drawer", true);
    }
}
