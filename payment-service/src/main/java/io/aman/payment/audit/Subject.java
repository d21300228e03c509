package io.aman.payment.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a chain is about and bound to.
 *
 * @param facts what never changes
 * @param personal what never changes but may be erased
 */
public record Subject(String id, SortedMap<String, String> facts, Map<String, String> personal) {

    public Subject {
        facts = new TreeMap<>(facts);
        personal = Map.copyOf(personal);
    }
}
