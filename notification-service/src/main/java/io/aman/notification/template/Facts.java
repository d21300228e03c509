package io.aman.notification.template;

import io.aman.events.Money;
import java.time.Instant;
import java.util.Map;

/**
 * What a message tells, in no language yet; each by the name that templates use.
 *
 * @param texts as the user or a provider wrote them, so possibly hostile
 * @param codes words of ours that stand for something, such as {@code totp}; {@link Words} has them in each language
 */
public record Facts(
        Map<String, Money> amounts, Map<String, String> texts, Map<String, String> codes, Map<String, Instant> times) {

    public static final Facts NONE = new Facts(Map.of(), Map.of());

    public Facts {
        amounts = Map.copyOf(amounts);
        texts = Map.copyOf(texts);
        codes = Map.copyOf(codes);
        times = Map.copyOf(times);
    }

    public Facts(Map<String, Money> amounts, Map<String, String> texts) {
        this(amounts, texts, Map.of(), Map.of());
    }
}
