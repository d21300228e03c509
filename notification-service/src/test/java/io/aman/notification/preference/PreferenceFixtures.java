package io.aman.notification.preference;

import io.aman.notification.preference.QuietHours.Window;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What somebody may say. */
public final class PreferenceFixtures {

    private static final ZoneId KUWAIT = ZoneId.of("Asia/Kuwait");

    private PreferenceFixtures() {}

    /** From 22:00 to 07:00 in Kuwait. */
    public static Preferences quietAtNight(Preferences before) {
        var night = new Window(LocalTime.of(22, 0), LocalTime.of(7, 0));
        var nights = Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), _ -> night));
        return new Preferences(
                before.userId(),
                before.version(),
                before.language(),
                KUWAIT,
                new QuietHours(KUWAIT, nights),
                before.choices());
    }

    public static Preferences inKuwait(Preferences before) {
        return new Preferences(
                before.userId(), before.version(), before.language(), KUWAIT, before.quiet(), before.choices());
    }

    public static Preferences neverQuiet(Preferences before) {
        return new Preferences(
                before.userId(), before.version(), before.language(), before.zone(), null, before.choices());
    }

    public static Preferences arabic(Preferences before) {
        return new Preferences(
                before.userId(), before.version(), Language.ARABIC, before.zone(), before.quiet(), before.choices());
    }

    public static Preferences hourlyMails(Preferences before) {
        return choosing(before, Medium.EMAIL, new Choice(true, Frequency.HOURLY));
    }

    public static Preferences eachMail(Preferences before) {
        return choosing(before, Medium.EMAIL, new Choice(true, Frequency.EACH));
    }

    public static Preferences noMails(Preferences before) {
        return choosing(before, Medium.EMAIL, new Choice(false, Frequency.EACH));
    }

    public static Preferences hourlyShortMessages(Preferences before) {
        return choosing(before, Medium.SMS, new Choice(true, Frequency.HOURLY));
    }

    private static Preferences choosing(Preferences before, Medium medium, Choice choice) {
        var media = new HashMap<>(before.choices().getOrDefault(Category.PAYMENTS, Map.of()));
        media.put(medium, choice);
        return new Preferences(
                before.userId(),
                before.version(),
                before.language(),
                before.zone(),
                before.quiet(),
                Map.of(Category.PAYMENTS, media));
    }
}
