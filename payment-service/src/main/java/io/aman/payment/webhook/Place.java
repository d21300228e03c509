package io.aman.payment.webhook;

import io.aman.platform.page.InvalidCursor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a notice stands among all: by when it came, and by id within a millisecond. The platform's cursor does not take
 * the ids of providers.
 */
record Place(Instant at, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{15})\\.([A-Za-z0-9:_.-]{1,300})");

    static Place of(StoredNotice notice) {
        return new Place(notice.receivedAt(), notice.id());
    }

    /** @throws InvalidCursor when it is none that {@link #cursor} wrote */
    static @Nullable Place parse(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return read(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException _) {
            throw new InvalidCursor();
        }
    }

    /** What {@link #text} wrote. */
    static Place read(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidCursor();
        }
        return new Place(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2));
    }

    /** Sorts as places do. */
    String text() {
        return "%015d.%s".formatted(at.toEpochMilli(), id);
    }

    String cursor() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text().getBytes(StandardCharsets.US_ASCII));
    }
}
