package io.aman.notification.template;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is written to.
 *
 * @param name as they gave it
 * @param zone by whose clocks they are told times
 * @param unsubscribe the link by which they switch such mails off; null where nobody may, or has asked for one
 */
public record Addressee(
        Language language,
        String name,
        ZoneId zone,
        @Nullable String unsubscribe) {

    /** Somebody who has told no zone, so that it is UTC. */
    public Addressee(Language language, String name) {
        this(language, name, ZoneOffset.UTC, null);
    }

    /** Without name and link. */
    @Override
    public String toString() {
        return "Addressee[" + language.tag() + "]";
    }
}
