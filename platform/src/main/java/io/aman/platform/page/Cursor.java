package io.aman.platform.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Where a page of a list ended that shows the newest first. Opaque to callers, and no secret.
 *
 * @param at when the last item that was shown came to be, in milliseconds
 * @param id tells items of the same millisecond apart
 */
public record Cursor(Instant at, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\.([a-z]{1,8}_[0-9a-f]{32})");

    /**
     * Reads what {@link #text} wrote; a missing one asks for the first page.
     *
     * @throws InvalidCursor when it is none of ours
     */
    public static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var form = FORM.matcher(decoded(text));
        if (!form.matches()) {
            throw new InvalidCursor();
        }
        return new Cursor(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2));
    }

    /** The form that callers hand back. */
    public String text() {
        var text = at.toEpochMilli() + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What comes after this place in a list sorted by {@code timeField} and {@code _id}, both descending. The time bounds
     * it once more outside the alternatives, so that an index is entered here and not at the list's beginning.
     */
    public Criteria olderBy(String timeField) {
        return new Criteria()
                .andOperator(
                        Criteria.where(timeField).lte(at),
                        new Criteria()
                                .orOperator(
                                        Criteria.where(timeField).lt(at),
                                        Criteria.where("_id").lt(id)));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            throw new InvalidCursor();
        }
    }
}
