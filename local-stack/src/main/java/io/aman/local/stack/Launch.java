package io.aman.local.stack;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a part is started.
 *
 * @param environment set on top of what the launcher inherited; may hold keys, so it is never printed
 * @param withheld variables of the launcher that this part must not see
 */
record Launch(List<String> command, Map<String, String> environment, Set<String> withheld) {

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        withheld = Set.copyOf(withheld);
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
