package io.aman.notification.intent;

import io.aman.notification.preference.Medium;
import io.aman.notification.preference.Preferences;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An intent, and what is to be done about it now.
 *
 * @param preferences by which it was planned
 * @param fresh routes that have just been chosen and are not stored with the intent yet
 * @param waits until when the media wait that have no route yet; null where none does
 */
record Planned(
        Intent intent,
        Preferences preferences,
        Map<Medium, Route> fresh,
        @Nullable Instant waits) {

    Planned {
        fresh = Map.copyOf(fresh);
    }

    Map<Medium, Route> routes() {
        var all = new EnumMap<Medium, Route>(Medium.class);
        all.putAll(intent.routes());
        all.putAll(fresh);
        return all;
    }

    /** The same once the routes are a part of the intent. */
    Planned stored() {
        return new Planned(intent.routed(routes()), preferences, Map.of(), waits);
    }
}
