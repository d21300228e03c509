package io.aman.notification.preference;

import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person has said about being told. What they have not said is as for everybody: inbox, e-mail and push tell of
 * everything at once, whatever else there is tells nothing.
 *
 * @param version 0 while they have said nothing; raised by each change
 * @param language null for the one that the account was opened in
 * @param zone there where quiet hours or a time of the day are
 */
public record Preferences(
        String userId,
        long version,
        @Nullable Language language,
        @Nullable ZoneId zone,
        @Nullable QuietHours quiet,
        Map<Category, Map<Medium, Choice>> choices) {

    public Preferences {
        var copy = new EnumMap<Category, Map<Medium, Choice>>(Category.class);
        choices.forEach((category, media) -> copy.put(category, Map.copyOf(media)));
        choices = Map.copyOf(copy);
    }

    /** Of somebody who has said nothing. */
    static Preferences unsaid(String userId) {
        return new Preferences(userId, 0, null, null, null, Map.of());
    }

    /** The language for messages, where {@code registered} is the account's. */
    public Language languageOr(Language registered) {
        return language == null ? registered : language;
    }

    /** When {@code medium} tells of something of {@code category} that is known now. */
    public Plan plan(Category category, Medium medium, Instant now) {
        var choice = choice(category, medium);
        if (!choice.enabled()) {
            return new Plan.Off();
        }
        if (category == Category.SECURITY || medium == Medium.INBOX) {
            return new Plan.AtOnce();
        }
        if (choice.frequency() instanceof Frequency.Each) {
            var at = unquiet(now);
            return at.equals(now) ? new Plan.AtOnce() : new Plan.Later(at);
        }
        return new Plan.Together(unquiet(Frequency.windowEnd(choice.frequency(), now, zoneOrUtc())));
    }

    /** Whether a medium tells of a category at all. */
    public boolean isOn(Category category, Medium medium) {
        return choice(category, medium).enabled();
    }

    /** The earliest moment from {@code instant} on that is not quiet. */
    public Instant unquiet(Instant instant) {
        return quiet == null ? instant : quiet.earliest(instant);
    }

    Choice choice(Category category, Medium medium) {
        var said = choices.getOrDefault(category, Map.of()).get(medium);
        return said == null || isLocked(category, medium) ? new Choice(medium.isUnasked(), Frequency.EACH) : said;
    }

    /** What nobody switches off: whoever has taken an account over must not silence its owner. */
    static boolean isLocked(Category category, Medium medium) {
        return category == Category.SECURITY && medium.isGiven();
    }

    Preferences switched(Category category, Medium medium, boolean on) {
        var changed = new HashMap<>(choices);
        var media = new HashMap<>(changed.getOrDefault(category, Map.of()));
        media.put(medium, choice(category, medium).switched(on));
        changed.put(category, media);
        return new Preferences(userId, version, language, zone, quiet, changed);
    }

    /** By whose clocks they are told times. */
    public ZoneId zoneOrUtc() {
        return zone == null ? ZoneOffset.UTC : zone;
    }
}
