package io.aman.payment.webhook;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Which notices; what is absent does not narrow.
 *
 * @param from received then or later
 * @param to received before then
 * @param ids if there are any, only these
 */
record Selection(
        Instant from,
        Instant to,
        @Nullable String provider,
        @Nullable String type,
        StoredNotice.@Nullable State state,
        List<String> ids) {

    Selection {
        ids = ids == null ? List.of() : List.copyOf(ids);
    }

    /** @param place narrows further; null for the beginning */
    Criteria criteria(@Nullable Criteria place) {
        var wanted = new ArrayList<Criteria>();
        wanted.add(where(MongoNotices.RECEIVED_AT).gte(from).lt(to));
        if (!ids.isEmpty()) {
            wanted.add(where("_id").in(ids));
        }
        if (provider != null) {
            wanted.add(where("provider").is(provider));
        }
        if (type != null) {
            wanted.add(where("type").is(type));
        }
        if (state != null) {
            wanted.add(where("state").is(state.name()));
        }
        if (place != null) {
            wanted.add(place);
        }
        return new Criteria().andOperator(wanted);
    }
}
