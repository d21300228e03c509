package io.aman.notification.preference;

import io.aman.notification.preference.PreferenceError.Invalid;
import io.aman.notification.preference.PreferenceError.SecurityNotOptional;
import io.aman.notification.preference.QuietHours.Window;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All preferences anew; what is not named is as for everybody.
 *
 * @param language {@code en} or {@code ar}; null for the one that the account was opened in
 * @param zone an IANA name such as {@code Asia/Kuwait}; needed by quiet hours and daily digests
 * @param quietHours when nothing but security is told outside the inbox; none or null for never
 */
record PreferenceRequest(
        @Nullable String language,
        @Nullable @Size(max = 64) String zone,
        @Nullable @Size(max = 7) List<@NotNull @Valid Quiet> quietHours,
        @NotNull @Size(max = 20) List<@NotNull @Valid Wish> choices) {

    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String DAILY = "daily";

    /**
     * @param start as {@code HH:mm}
     * @param end as {@code HH:mm}; on the next day unless later than {@code start}
     * @param days those on which it begins; null for all
     */
    record Quiet(
            @NotNull @Pattern(regexp = TIME) String start,
            @NotNull @Pattern(regexp = TIME) String end,
            @Nullable @Size(min = 1, max = 7) List<@NotNull DayOfWeek> days) {}

    /**
     * @param category {@code security}, {@code payments} or {@code account}
     * @param channel {@code inbox}, {@code email}, {@code sms}, {@code whatsapp} or {@code push}
     * @param digest {@code off}, {@code hourly} or {@code daily}; null is off
     * @param digestAt the time of a daily one, as {@code HH:mm}
     */
    record Wish(
            @NotNull String category,
            @NotNull String channel,
            boolean enabled,
            @Nullable String digest,
            @Nullable @Pattern(regexp = TIME) String digestAt) {}

    /**
     * @throws Invalid when a rule is broken
     * @throws SecurityNotOptional when it would silence messages about security
     */
    Preferences of(Preferences before) {
        var zoneId = zoneId();
        return new Preferences(before.userId(), before.version(), written(), zoneId, quiet(zoneId), wished(zoneId));
    }

    private @Nullable Language written() {
        if (language == null) {
            return null;
        }
        return Arrays.stream(Language.values())
                .filter(known -> known.tag().equals(language))
                .findFirst()
                .orElseThrow(() -> new Invalid("The language is en or ar."));
    }

    private @Nullable ZoneId zoneId() {
        if (zone == null) {
            return null;
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new Invalid("The zone is the name of an IANA time zone, such as Asia/Kuwait.");
        }
        return ZoneId.of(zone);
    }

    private @Nullable QuietHours quiet(@Nullable ZoneId zoneId) {
        if (quietHours == null || quietHours.isEmpty()) {
            return null;
        }
        var windows = new EnumMap<DayOfWeek, Window>(DayOfWeek.class);
        for (var quiet : quietHours) {
            if (quiet.start().equals(quiet.end())) {
                throw new Invalid("Quiet hours end at another time than they begin.");
            }
            var window = new Window(LocalTime.parse(quiet.start()), LocalTime.parse(quiet.end()));
            for (var day : quiet.days() == null ? List.of(DayOfWeek.values()) : quiet.days()) {
                if (windows.put(day, window) != null) {
                    throw new Invalid("Only one time of quiet begins on a day.");
                }
            }
        }
        return new QuietHours(required(zoneId), windows);
    }

    private Map<Category, Map<Medium, Choice>> wished(@Nullable ZoneId zoneId) {
        var choices = new EnumMap<Category, Map<Medium, Choice>>(Category.class);
        for (var wish : choices()) {
            var category = category(wish.category());
            var medium = Medium.of(wish.channel()).orElseThrow(() -> new Invalid("There is no such channel."));
            var choice = new Choice(wish.enabled(), frequency(wish, zoneId));
            requireAllowed(category, medium, choice);
            if (choices.computeIfAbsent(category, _ -> new EnumMap<>(Medium.class))
                            .put(medium, choice)
                    != null) {
                throw new Invalid("Each category is named once for a channel.");
            }
        }
        return choices;
    }

    private static void requireAllowed(Category category, Medium medium, Choice choice) {
        var isEach = choice.frequency() instanceof Frequency.Each;
        var isSilenced = !choice.enabled() && Preferences.isLocked(category, medium);
        if (category == Category.SECURITY && (isSilenced || !isEach)) {
            throw new SecurityNotOptional();
        }
        if (medium == Medium.INBOX && !isEach) {
            throw new Invalid("The inbox has no digest.");
        }
    }

    private static Category category(String key) {
        return Arrays.stream(Category.values())
                .filter(category -> category.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Invalid("There is no such category."));
    }

    private static Frequency frequency(Wish wish, @Nullable ZoneId zoneId) {
        var digest = Objects.requireNonNullElse(wish.digest(), "off");
        if (digest.equals(DAILY) == (wish.digestAt() == null)) {
            throw new Invalid("A daily digest, and nothing else, has a digestAt.");
        }
        return switch (digest) {
            case "off" -> Frequency.EACH;
            case "hourly" -> Frequency.HOURLY;
            case DAILY -> {
                required(zoneId);
                yield new Frequency.Daily(LocalTime.parse(Objects.requireNonNull(wish.digestAt())));
            }
            default -> throw new Invalid("A digest is off, hourly or daily.");
        };
    }

    private static ZoneId required(@Nullable ZoneId zoneId) {
        if (zoneId == null) {
            throw new Invalid("Quiet hours and daily digests need a zone.");
        }
        return zoneId;
    }
}
