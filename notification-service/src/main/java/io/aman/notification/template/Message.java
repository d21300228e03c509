package io.aman.notification.template;

import java.util.Map;

/**
 * A message in the recipient's language, ready for every channel.
 *
 * @param subject one line that names nobody; also the title in the inbox
 * @param summary one or two sentences in plain text, for the inbox
 * @param text the whole message in plain text
 * @param html the same as an HTML document
 * @param briefs the same in few words
 * @param version of the texts it was written by; 0 for those that we ship
 */
public record Message(
        Language language,
        String subject,
        String summary,
        String text,
        String html,
        Map<Brief, Message> briefs,
        int version) {

    public Message {
        briefs = Map.copyOf(briefs);
    }

    /** By the texts that we ship. */
    public Message(Language language, String subject, String summary, String text, String html) {
        this(language, subject, summary, text, html, Map.of(), 0);
    }

    /** What fits a telephone: the summary, which holds no secret, as the whole text. */
    public Message brief() {
        return new Message(language, "", "", summary, "", Map.of(), version);
    }

    /** In the few words that suit a channel, as {@code text}; the summary where there are none. */
    public Message brief(Brief way) {
        var brief = briefs.get(way);
        return brief == null ? brief() : brief;
    }

    /** Without the texts: they tell who paid how much. */
    @Override
    public String toString() {
        return "Message[" + language.tag() + "]";
    }
}
