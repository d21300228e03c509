package io.aman.notification.template;

import io.aman.events.Money;
import java.util.Map;

/**
 * What a message tells, in no language yet.
 *
 * @param amounts by the name that templates use
 * @param texts by the name that templates use; as the user or a provider wrote them, so possibly hostile
 */
public record Facts(Map<String, Money> amounts, Map<String, String> texts) {

    public static final Facts NONE = new Facts(Map.of(), Map.of());

    public Facts {
        amounts = Map.copyOf(amounts);
        texts = Map.copyOf(texts);
    }
}
