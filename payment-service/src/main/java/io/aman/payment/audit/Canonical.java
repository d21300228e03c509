package io.aman.payment.audit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes that are hashed: every field by name and length, so that different content never has the same bytes. */
final class Canonical {

    private final StringBuilder text = new StringBuilder();

    /** @param form what is written, and by which version of these rules */
    Canonical(String form) {
        field("form", form);
    }

    Canonical field(String name, @Nullable Object value) {
        text.append(name).append(':');
        if (value == null) {
            text.append('-');
        } else {
            var written = value.toString();
            text.append(written.length()).append(':').append(written);
        }
        text.append('\n');
        return this;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
