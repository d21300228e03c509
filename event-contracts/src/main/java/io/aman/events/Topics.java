package io.aman.events;

import java.util.List;

/** The topics of the suite. */
public final class Topics {

    public static final String PAYMENTS = "payments.v1";
    public static final String LOGINS = "logins.v1";
    public static final String SESSIONS = "sessions.v1";

    /** Compacted; each kind of {@link RevocationEvent} names its key. */
    public static final String REVOCATIONS = "session.revocations.v1";

    public static final String ACTIVITY = "session.activity.v1";
    public static final String SECURITY = "security.v1";
    public static final String NOTIFICATIONS = "notifications.v1";

    public static final List<String> ALL =
            List.of(PAYMENTS, LOGINS, SESSIONS, REVOCATIONS, ACTIVITY, SECURITY, NOTIFICATIONS);

    private static final String DEAD_LETTER_SUFFIX = ".dlt";

    private Topics() {}

    /** The topic where records of {@code topic} are parked that could not be processed. */
    public static String deadLettersOf(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }

    public static boolean holdsDeadLetters(String topic) {
        return topic.endsWith(DEAD_LETTER_SUFFIX);
    }
}
