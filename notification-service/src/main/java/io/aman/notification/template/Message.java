package io.aman.notification.template;

/**
 * A message in the recipient's language, ready for every channel.
 *
 * @param subject one line that names nobody; also the title in the inbox
 * @param summary one or two sentences in plain text, for the inbox
 * @param text the whole message in plain text
 * @param html the same as an HTML document
 */
public record Message(Language language, String subject, String summary, String text, String html) {

    /** What fits a telephone: the summary, which holds no secret, as the whole text. */
    public Message brief() {
        return new Message(language, "", "", summary, "");
    }

    /** Without the texts: they tell who paid how much. */
    @Override
    public String toString() {
        return "Message[" + language.tag() + "]";
    }
}
