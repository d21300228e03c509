package io.aman.notification.intent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be told of events that came together, in their order, and what need not be told any more. */
final class Agenda {

    private final List<Told> told = new ArrayList<>();
    private final Set<String> obsolete = new LinkedHashSet<>();

    void tell(Told one) {
        told.add(one);
    }

    /** Nobody has to be told what waits under that key, whether it was promised earlier or is in here. */
    void tellNoMore(String cancelKey) {
        obsolete.add(cancelKey);
        told.removeIf(one -> cancelKey.equals(one.notice().timing().cancelKey()));
    }

    List<Told> told() {
        return List.copyOf(told);
    }

    Set<String> obsolete() {
        return Set.copyOf(obsolete);
    }
}
