package io.aman.notification.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as somebody would get it.
 *
 * @param alphabet of an SMS, {@code GSM-7} or {@code UCS-2}
 * @param units of that alphabet
 * @param segments that it is sent and paid as
 */
record Preview(
        String language,
        String part,
        String text,
        @Nullable String alphabet,
        @Nullable Integer units,
        @Nullable Integer segments) {

    private static final Composer COMPOSER = new Composer();

    /** Every part in every language; one that is not written is shown as what is sent in its place. */
    static List<Preview> of(Template template, Texts texts, Sample sample) {
        var edition = new Edition(template, 0, texts);
        var previews = new ArrayList<Preview>();
        for (var language : Language.values()) {
            var message = sample.message(COMPOSER, edition, language);
            previews.add(plain(language, Part.SUBJECT, message.subject()));
            previews.add(plain(language, Part.INBOX, message.summary()));
            previews.add(plain(language, Part.TEXT, message.text()));
            previews.add(plain(language, Part.HTML, message.html()));
            previews.add(sms(language, sample.sms(COMPOSER, edition, language).text()));
            previews.add(
                    plain(language, Part.WHATSAPP, message.brief(Brief.WHATSAPP).text()));
            previews.add(
                    plain(language, Part.PUSH_TITLE, message.brief(Brief.PUSH).subject()));
            previews.add(
                    plain(language, Part.PUSH_BODY, message.brief(Brief.PUSH).text()));
        }
        return previews;
    }

    private static Preview plain(Language language, Part part, String text) {
        return new Preview(language.tag(), part.key(), text, null, null, null);
    }

    private static Preview sms(Language language, String text) {
        var length = SmsLength.of(text);
        return new Preview(
                language.tag(), Part.SMS.key(), text, length.alphabet().label(), length.units(), length.segments());
    }
}
