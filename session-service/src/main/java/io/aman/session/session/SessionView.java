package io.aman.session.session;

import io.aman.events.ClientFacts;
import io.aman.session.session.ListSessions.Count;
import io.aman.session.session.ListSessions.Device;
import io.aman.session.session.ListSessions.Location;
import io.aman.session.session.ListSessions.Statistics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown of sessions; nothing of their tokens. */
final class SessionView {

    private SessionView() {}

    record Item(
            String id,
            boolean current,
            Instant createdAt,
            Instant authenticatedAt,
            Instant expiresAt,
            Instant idleAt,
            Instant warnAt,
            Instant lastActivity,
            String address,
            @Nullable String userAgent,
            String device,
            @Nullable String browser,
            @Nullable String os,
            @Nullable String country,
            @Nullable String city,
            @Nullable String impersonatedBy) {

        static Item of(Session session, String currentId, SessionPolicy policy) {
            var deadlines = policy.deadlines(session);
            var client = session.client();
            return new Item(
                    session.id(),
                    session.id().equals(currentId),
                    session.createdAt(),
                    session.proof().at(),
                    session.expiresAt(),
                    deadlines.idleAt(),
                    deadlines.warnAt(),
                    session.lastActivity(),
                    session.origin().address(),
                    session.origin().userAgent(),
                    client.device(),
                    client.browser(),
                    client.os(),
                    client.country(),
                    client.city(),
                    session.proof().actor());
        }
    }

    /** One of everybody's. */
    record AdminItem(
            String id,
            String userId,
            SearchSessions.State state,
            Instant createdAt,
            Instant expiresAt,
            Instant lastActivity,
            String address,
            @Nullable String userAgent,
            ClientFacts client,
            @Nullable String impersonatedBy) {

        static AdminItem of(SearchSessions.Found found) {
            var session = found.session();
            return new AdminItem(
                    session.id(),
                    session.userId(),
                    found.state(),
                    session.createdAt(),
                    session.expiresAt(),
                    session.lastActivity(),
                    session.origin().address(),
                    session.origin().userAgent(),
                    session.client(),
                    session.proof().actor());
        }
    }

    record DeviceCount(
            String device,
            @Nullable String browser,
            @Nullable String os,
            long count,
            Instant lastSeen) {

        static DeviceCount of(Count<Device> counted) {
            var device = counted.what();
            return new DeviceCount(device.device(), device.browser(), device.os(), counted.count(), counted.lastSeen());
        }
    }

    record LocationCount(String country, @Nullable String city, long count, Instant lastSeen) {

        static LocationCount of(Count<Location> counted) {
            var place = counted.what();
            return new LocationCount(place.country(), place.city(), counted.count(), counted.lastSeen());
        }
    }

    record Stats(int days, long logins, long failedLogins, List<DeviceCount> devices, List<LocationCount> locations) {

        static Stats of(Statistics statistics) {
            return new Stats(
                    statistics.days(),
                    statistics.logins(),
                    statistics.failedLogins(),
                    statistics.devices().stream().map(DeviceCount::of).toList(),
                    statistics.locations().stream().map(LocationCount::of).toList());
        }
    }
}
