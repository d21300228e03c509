package io.aman.notification.preference;

import io.aman.notification.preference.QuietHours.Window;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Preferences as they are stored. */
final class MongoPreferenceDocument {

    static final String VERSION = "version";

    private static final String LANGUAGE = "language";
    private static final String ZONE = "zone";
    private static final String QUIET = "quiet";
    private static final String CHOICES = "choices";
    private static final String START = "start";
    private static final String END = "end";
    private static final String FREQUENCY = "frequency";

    private MongoPreferenceDocument() {}

    /** All but id and version. */
    static Document fields(Preferences preferences) {
        var language = preferences.language();
        var zone = preferences.zone();
        return new Document(LANGUAGE, language == null ? null : language.tag())
                .append(ZONE, zone == null ? null : zone.getId())
                .append(QUIET, quiet(preferences.quiet()))
                .append(CHOICES, choices(preferences.choices()));
    }

    static Preferences preferences(Document document) {
        var language = document.getString(LANGUAGE);
        var zone = document.getString(ZONE);
        var zoneId = zone == null ? null : ZoneId.of(zone);
        return new Preferences(
                document.getString("_id"),
                document.getLong(VERSION),
                language == null ? null : Language.of(language),
                zoneId,
                zoneId == null ? null : quiet(zoneId, document.get(QUIET, new Document())),
                choices(document.getList(CHOICES, Document.class, List.of())));
    }

    private static Document quiet(@Nullable QuietHours quiet) {
        var windows = new Document();
        if (quiet != null) {
            quiet.windows()
                    .forEach((day, window) -> windows.append(
                            day.name(),
                            new Document(START, window.start().toString())
                                    .append(END, window.end().toString())));
        }
        return windows;
    }

    private static @Nullable QuietHours quiet(ZoneId zone, Document stored) {
        var windows = new EnumMap<DayOfWeek, Window>(DayOfWeek.class);
        stored.keySet().forEach(day -> {
            var window = stored.get(day, Document.class);
            windows.put(
                    DayOfWeek.valueOf(day),
                    new Window(LocalTime.parse(window.getString(START)), LocalTime.parse(window.getString(END))));
        });
        return windows.isEmpty() ? null : new QuietHours(zone, windows);
    }

    private static List<Document> choices(Map<Category, Map<Medium, Choice>> choices) {
        return choices.entrySet().stream()
                .flatMap(media -> media.getValue().entrySet().stream()
                        .map(choice -> new Document("category", media.getKey().name())
                                .append("medium", choice.getKey().name())
                                .append("enabled", choice.getValue().enabled())
                                .append(FREQUENCY, text(choice.getValue().frequency()))))
                .toList();
    }

    private static Map<Category, Map<Medium, Choice>> choices(List<Document> stored) {
        var choices = new EnumMap<Category, Map<Medium, Choice>>(Category.class);
        stored.forEach(choice -> choices.computeIfAbsent(
                        Category.valueOf(choice.getString("category")), _ -> new EnumMap<>(Medium.class))
                .put(
                        Medium.valueOf(choice.getString("medium")),
                        new Choice(choice.getBoolean("enabled"), frequency(choice.getString(FREQUENCY)))));
        return choices;
    }

    /** {@code each}, {@code hourly}, or the time of a daily one. */
    private static String text(Frequency frequency) {
        return switch (frequency) {
            case Frequency.Each _ -> "each";
            case Frequency.Hourly _ -> "hourly";
            case Frequency.Daily daily -> daily.at().toString();
        };
    }

    private static Frequency frequency(String text) {
        return switch (text) {
            case "each" -> Frequency.EACH;
            case "hourly" -> Frequency.HOURLY;
            default -> new Frequency.Daily(LocalTime.parse(text));
        };
    }
}
