package io.aman.local.sandbox.provider;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One thing that is to go wrong.
 *
 * @param method of the request, empty for any
 * @param path found anywhere in the request's path; for a webhook in its type or in the path of the request that caused
 *     it
 * @param pause how long to delay, to leave the client waiting, or to wait for a webhook to swap places with
 * @param status what {@link Kind#STATUS} answers
 */
public record Fault(String provider, Kind kind, Optional<String> method, Pattern path, Duration pause, int status) {

    /** What goes wrong, by the name it has in the command. */
    public enum Kind {
        /** Performed at once, answered late. */
        DELAY(false, Duration.ofSeconds(1)),
        /** Not performed; the client waits, and in the end the connection is reset. */
        TIMEOUT(false, Duration.ofMinutes(2)),
        /** Not performed; the connection is reset at once. */
        RESET(false, Duration.ZERO),
        /** Not performed; answered with an error of that status. */
        STATUS(false, Duration.ZERO),
        /** Performed; the client waits, and in the end the connection is reset. */
        TIMEOUT_AFTER_EFFECT(false, Duration.ofMinutes(2)),
        /** The webhook comes twice. */
        DUPLICATE_WEBHOOK(true, Duration.ZERO),
        /** The webhook comes after its successor, if that follows in time. */
        REORDER_WEBHOOKS(true, Duration.ofSeconds(2)),
        /** The webhook never comes by itself. */
        DROP_WEBHOOK(true, Duration.ZERO),
        /** The webhook comes late, and later ones overtake it. */
        DELAY_WEBHOOK(true, Duration.ofSeconds(2));

        private final boolean webhook;
        private final Duration pause;

        Kind(boolean webhook, Duration pause) {
            this.webhook = webhook;
            this.pause = pause;
        }

        public static Optional<Kind> named(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.toString().equals(name))
                    .findFirst();
        }

        boolean onWebhook() {
            return webhook;
        }

        /** Where the command names none. */
        public Duration usualPause() {
            return pause;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    boolean hitsRequest(String provider, String method, String path) {
        return !kind.onWebhook()
                && this.provider.equals(provider)
                && this.method.map(method::equalsIgnoreCase).orElse(true)
                && Stream.of(path, "/" + provider + path).anyMatch(this::matches);
    }

    boolean hitsWebhook(String provider, String type, String causedBy) {
        return kind.onWebhook()
                && this.provider.equals(provider)
                && Stream.of(type, causedBy, "/" + provider + causedBy).anyMatch(this::matches);
    }

    private boolean matches(String text) {
        return path.matcher(text).find();
    }
}
