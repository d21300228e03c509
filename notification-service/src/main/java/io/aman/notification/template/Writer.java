package io.aman.notification.template;

import java.time.Instant;
import java.util.Map;

/** Writes the messages of a template by one version of its texts, whatever is published meanwhile. */
public final class Writer {

    private static final Composer COMPOSER = new Composer();

    private final Edition edition;

    Writer(Edition edition) {
        this.edition = edition;
    }

    /**
     * Writes a message; in English where the template lacks a part in the language of whom it is to.
     *
     * @param at when that happened which the message tells
     * @param secrets of ours; those that the template does not use are left out
     * @throws IllegalArgumentException when a fact is none that the template may name
     */
    public Message render(Addressee to, Instant at, Facts facts, Map<String, String> secrets) {
        return COMPOSER.compose(edition, to, at, facts, secrets);
    }

    /** Writes the few words with a secret that go by SMS, as text; as {@link #render}. */
    public Message renderShort(Addressee to, Instant at, Facts facts, Map<String, String> secrets) {
        return COMPOSER.composeShort(edition, to, at, facts, secrets);
    }
}
