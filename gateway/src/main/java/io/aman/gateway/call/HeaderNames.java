package io.aman.gateway.call;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A set of names of headers, told by a rule. Names are few and come again, so what the rule said is remembered; whoever
 * makes up more than fit is told no slower than without it.
 */
public final class HeaderNames {

    private static final int MOST_KNOWN = 1_000;

    private final Map<AsciiString, Boolean> known = new ConcurrentHashMap<>();
    private final Predicate<String> rule;

    /** @param rule gets names in lower case */
    public HeaderNames(Predicate<String> rule) {
        this.rule = rule;
    }

    public boolean contains(CharSequence name) {
        var ascii = AsciiString.of(name);
        var said = known.get(ascii);
        if (said != null) {
            return said;
        }
        var says = rule.test(ascii.toString().toLowerCase(Locale.ROOT));
        if (known.size() < MOST_KNOWN) {
            known.put(ascii, says);
        }
        return says;
    }

    /** Takes all of these out of {@code headers}. */
    public void drop(HttpHeaders headers) {
        List<CharSequence> dropped = List.of();
        for (var entries = headers.iteratorCharSequence(); entries.hasNext(); ) {
            var name = entries.next().getKey();
            if (contains(name)) {
                if (dropped.isEmpty()) {
                    dropped = new ArrayList<>();
                }
                dropped.add(name);
            }
        }
        dropped.forEach(headers::remove);
    }
}
