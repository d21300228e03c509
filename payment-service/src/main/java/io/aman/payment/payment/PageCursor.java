package io.aman.payment.payment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a page ended; opaque to callers. */
record PageCursor(Instant createdAt, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15}):(pay_[0-9a-f]{32})");

    static PageCursor after(Payment payment) {
        return new PageCursor(payment.terms().createdAt(), payment.id().value());
    }

    String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt.toEpochMilli() + ":" + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** @return empty for anything that {@link #encoded} did not make */
    static Optional<PageCursor> decoded(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            var form = FORM.matcher(text);
            return form.matches()
                    ? Optional.of(new PageCursor(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
