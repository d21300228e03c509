package io.aman.platform.health;

import java.util.Collection;

/** How something fares. */
public enum Standing {
    UP,
    /** It works, but not all of it or not as it should. */
    DEGRADED,
    /** It does not work. */
    DOWN,
    /** Nobody could tell. */
    UNKNOWN;

    /** What can be said of several together where none is more important: that of all, where all agree. */
    public static Standing together(Collection<Standing> all) {
        if (all.isEmpty()) {
            return UNKNOWN;
        }
        var first = all.iterator().next();
        return all.stream().allMatch(first::equals) ? first : DEGRADED;
    }
}
