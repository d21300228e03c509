package io.aman.security.attempt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Where a page ended: the next one begins with what is older. */
record Cursor(Instant at, String id) {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,15})\\.(act_[0-9a-f]{32})");

    static Cursor after(Activity last) {
        return new Cursor(last.at(), last.id());
    }

    /** @throws AttemptError.CursorUnreadable when it is none of ours */
    static Cursor parse(String text) {
        try {
            var parts = SHAPE.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (parts.matches()) {
                return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2));
            }
        } catch (IllegalArgumentException _) {
            // no base64url
        }
        throw new AttemptError.CursorUnreadable();
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at.toEpochMilli() + "." + id).getBytes(StandardCharsets.UTF_8));
    }
}
