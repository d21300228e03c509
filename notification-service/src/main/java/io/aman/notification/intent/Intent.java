package io.aman.notification.intent;

import io.aman.notification.preference.Medium;
import io.aman.platform.Ids;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The promise to tell somebody something.
 *
 * @param id follows from the event's, so that an event makes one intent however often it arrives; or from what is told
 *     once for many events
 * @param at when that happened which shall be told
 * @param traceparent the trace that brought the event
 * @param tries how often it was tried in vain to address it
 * @param routes by the media for which one is chosen
 * @param version of the template's texts that held when it was promised, by which it is written whenever that may be; null
 *     on those of before it was kept, which are written by the one that holds then
 */
record Intent(
        String id,
        String eventId,
        Instant at,
        Notice notice,
        @Nullable String traceparent,
        int tries,
        Map<Medium, Route> routes,
        @Nullable Integer version) {

    Intent {
        routes = Map.copyOf(routes);
    }

    static Intent of(Told told, int version) {
        var notice = told.notice();
        var origin = notice.toldOnceFor() == null ? told.id() : notice.toldOnceFor();
        return new Intent(
                Ids.derived("ntf_", origin), told.id(), told.at(), notice, told.traceparent(), 0, Map.of(), version);
    }

    Intent routed(Map<Medium, Route> chosen) {
        return new Intent(id, eventId, at, notice, traceparent, tries, chosen, version);
    }
}
