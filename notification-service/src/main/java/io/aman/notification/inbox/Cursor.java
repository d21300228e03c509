package io.aman.notification.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** A place in an inbox: the last entry that was shown. Opaque to callers, and no secret. */
public record Cursor(Instant createdAt, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\.([a-z]{1,8}_[0-9a-f]{32})");

    static Cursor of(InboxEntry entry) {
        return new Cursor(entry.createdAt(), entry.id());
    }

    /** @throws InboxError.InvalidCursor when it is none of ours */
    static Cursor parse(String text) {
        var matcher = FORM.matcher(decoded(text));
        if (!matcher.matches()) {
            throw new InboxError.InvalidCursor();
        }
        return new Cursor(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            throw new InboxError.InvalidCursor();
        }
    }

    @Override
    public String toString() {
        var text = createdAt.toEpochMilli() + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
