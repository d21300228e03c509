package io.aman.notification.preference;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The preferences of everybody. */
public interface PreferenceBook {

    /** Those of each; of somebody who has said nothing they are as for everybody. */
    Map<String, Preferences> of(Collection<String> userIds);

    default Preferences of(String userId) {
        return of(List.of(userId)).getOrDefault(userId, Preferences.unsaid(userId));
    }

    /** Who changed them, kept with the change. */
    enum By {
        /** The person, signed in. */
        OWNER,
        /** Whoever holds a link of a message. */
        LINK
    }

    /**
     * Replaces them with what follows from them, however many do so at the same time.
     *
     * @param next returns what it was given where nothing is to be changed; asked again where others were faster
     * @return what holds now
     */
    Preferences change(String userId, By by, UnaryOperator<Preferences> next);
}
