package io.aman.notification.template;

import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Writes messages by the texts that hold now: those that were published last, else those that we ship. One call uses one
 * version wholly.
 */
@Component
public class Templates {

    private final Editions editions;
    private final Composer composer = new Composer();

    Templates(Editions editions) {
        this.editions = editions;
    }

    /** As below, where nothing is secret. */
    public Message render(Template template, Language wanted, String name, Instant at, Facts facts) {
        return render(template, wanted, name, at, facts, Map.of());
    }

    /**
     * Writes a message; in English where the template lacks a part in the wanted language.
     *
     * @param name of the recipient, as they gave it
     * @param at when that happened which the message tells
     * @param secrets of ours; those that the template does not use are left out
     * @throws IllegalArgumentException when a fact is none that {@code template} may name
     */
    public Message render(
            Template template, Language wanted, String name, Instant at, Facts facts, Map<String, String> secrets) {
        return composer.compose(editions.current(template), wanted, name, at, facts, secrets);
    }

    /** Writes the few words with a secret that go by SMS, as text; as {@link #render}. */
    public Message renderShort(
            Template template, Language wanted, String name, Instant at, Facts facts, Map<String, String> secrets) {
        return composer.composeShort(editions.current(template), wanted, name, at, facts, secrets);
    }
}
