package io.aman.notification.preference;

import io.aman.notification.preference.QuietHours.Window;
import io.aman.notification.template.Category;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a person, said by them or not.
 *
 * @param version for {@code If-Match} when they are replaced
 * @param language null for the one that the account was opened in
 */
record PreferenceView(
        long version, @Nullable String language, @Nullable String zone, List<Quiet> quietHours, List<Wish> choices) {

    record Quiet(String start, String end, List<DayOfWeek> days) {}

    /**
     * @param enabled whether messages come that way; never where there is no address
     * @param locked whether it cannot be switched off
     * @param available whether there is an address for it
     */
    record Wish(
            String category,
            String channel,
            boolean enabled,
            String digest,
            @Nullable String digestAt,
            boolean locked,
            boolean available) {}

    /** @param reachable the media that the person has an address for */
    static PreferenceView of(Preferences preferences, Set<Medium> reachable) {
        var language = preferences.language();
        ZoneId zone = preferences.zone();
        return new PreferenceView(
                preferences.version(),
                language == null ? null : language.tag(),
                zone == null ? null : zone.getId(),
                quiet(preferences.quiet()),
                Arrays.stream(Category.values())
                        .flatMap(category -> Stream.of(Medium.values())
                                .map(medium -> wish(preferences, category, medium, reachable.contains(medium))))
                        .toList());
    }

    private static Wish wish(Preferences preferences, Category category, Medium medium, boolean available) {
        var choice = preferences.choice(category, medium);
        return new Wish(
                category.key(),
                medium.key(),
                choice.enabled() && available,
                switch (choice.frequency()) {
                    case Frequency.Each _ -> "off";
                    case Frequency.Hourly _ -> "hourly";
                    case Frequency.Daily _ -> "daily";
                },
                choice.frequency() instanceof Frequency.Daily daily ? daily.at().toString() : null,
                Preferences.isLocked(category, medium),
                available);
    }

    private static List<Quiet> quiet(@Nullable QuietHours quiet) {
        return quiet == null
                ? List.of()
                : new TreeMap<>(quiet.windows())
                        .entrySet().stream().map(PreferenceView::quiet).toList();
    }

    private static Quiet quiet(Map.Entry<DayOfWeek, Window> window) {
        return new Quiet(
                window.getValue().start().toString(), window.getValue().end().toString(), List.of(window.getKey()));
    }
}
