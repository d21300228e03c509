package io.aman.notification.template;

/**
 * How long a text is as SMS. Of more than one segment each loses seven characters to the header that joins them; a character
 * of the extension table takes two, and neither it nor a surrogate pair is divided.
 *
 * @param units septets of the GSM alphabet, or UTF-16 units
 * @see <a href="https://www.3gpp.org/dynareport/23038.htm">3GPP TS 23.038, section 6.2.1</a>
 * @see <a href="https://www.3gpp.org/dynareport/23040.htm">3GPP TS 23.040, section 9.2.3.24.1</a>
 */
record SmsLength(Alphabet alphabet, int units, int segments) {

    /** What is sent at most: hostile facts don't make it dear. */
    static final int MOST_SEGMENTS = 4;

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final String CUT = "...";

    enum Alphabet {
        GSM_7("GSM-7", 160, 153),
        UCS_2("UCS-2", 70, 67);

        private final String label;
        private final int alone;
        private final int joined;

        Alphabet(String label, int alone, int joined) {
            this.label = label;
            this.alone = alone;
            this.joined = joined;
        }

        String label() {
            return label;
        }

        private int units(int codePoint) {
            return this == GSM_7 && EXTENSION.indexOf(codePoint) < 0
                    ? 1
                    : this == GSM_7 ? 2 : Character.charCount(codePoint);
        }
    }

    static SmsLength of(String text) {
        var isGsm = text.codePoints().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENSION.indexOf(c) >= 0);
        var alphabet = isGsm ? Alphabet.GSM_7 : Alphabet.UCS_2;
        var units = text.codePoints().map(alphabet::units).sum();
        return new SmsLength(alphabet, units, units <= alphabet.alone ? 1 : segments(text, alphabet));
    }

    /** The text, or as much of its beginning as goes into so many segments, and three dots. */
    static String fit(String text, int mostSegments) {
        if (of(text).segments <= mostSegments) {
            return text;
        }
        var plain = PlainText.withoutIsolates(text); // a cut would leave one open
        var end = Math.min(plain.length(), mostSegments * Alphabet.GSM_7.alone);
        while (of(plain.substring(0, end) + CUT).segments > mostSegments) {
            end = plain.offsetByCodePoints(end, -1);
        }
        return plain.substring(0, end) + CUT;
    }

    private static int segments(String text, Alphabet alphabet) {
        var segments = 1;
        var used = 0;
        for (var units : text.codePoints().map(alphabet::units).toArray()) {
            if (used + units > alphabet.joined) {
                segments++;
                used = 0;
            }
            used += units;
        }
        return segments;
    }
}
