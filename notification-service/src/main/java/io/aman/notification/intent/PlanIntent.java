package io.aman.notification.intent;

import io.aman.notification.intent.Notice.Reach;
import io.aman.notification.preference.Medium;
import io.aman.notification.preference.Plan;
import io.aman.notification.preference.PreferenceBook;
import io.aman.notification.preference.Preferences;
import io.aman.notification.template.Category;
import io.aman.notification.template.Template;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides by which media an intent is told, and when. What was decided before stays. */
@Component
class PlanIntent {

    private final PreferenceBook preferences;
    private final Digests digests;

    PlanIntent(PreferenceBook preferences, Digests digests) {
        this.preferences = preferences;
        this.digests = digests;
    }

    /** A digest that a route leads into is open when this returns. */
    List<Planned> plan(List<Intent> all, Instant now) {
        var preferred = preferences.of(
                all.stream().map(intent -> intent.notice().userId()).collect(Collectors.toSet()));
        return all.stream()
                .map(intent -> plan(
                        intent,
                        Objects.requireNonNull(preferred.get(intent.notice().userId())),
                        now))
                .toList();
    }

    private Planned plan(Intent intent, Preferences preferred, Instant now) {
        var notBefore = intent.notice().timing().notBefore();
        if (notBefore != null && now.isBefore(notBefore)) {
            return new Planned(intent, preferred, Map.of(), notBefore);
        }
        var fresh = new EnumMap<Medium, Route>(Medium.class);
        Instant waits = null;
        for (var medium : Medium.values()) {
            if (!intent.routes().containsKey(medium)) {
                switch (plan(intent.notice(), medium, preferred, now)) {
                    case Plan.Off _ -> {}
                    case Plan.AtOnce _ -> fresh.put(medium, Route.ALONE);
                    case Plan.Later later -> waits = earlier(waits, later.at());
                    case Plan.Together together ->
                        fresh.put(medium, into(intent.notice(), medium, together.windowEnd()));
                }
            }
        }
        return new Planned(intent, preferred, fresh, waits);
    }

    private static Plan plan(Notice notice, Medium medium, Preferences preferred, Instant now) {
        if (notice.template() == Template.ONE_TIME_CODE) { // asked for this very moment, there and nowhere else
            var asked = notice.reach() == Reach.SMS ? Medium.SMS : Medium.EMAIL;
            return medium == Medium.INBOX || medium == asked ? new Plan.AtOnce() : new Plan.Off();
        }
        return preferred.plan(category(notice), medium, now);
    }

    private Route into(Notice notice, Medium medium, Instant windowEnd) {
        var digest = Digest.empty(notice.userId(), category(notice), medium, windowEnd);
        digests.open(digest);
        return new Route(digest.id());
    }

    private static Category category(Notice notice) {
        return notice.template().category();
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
