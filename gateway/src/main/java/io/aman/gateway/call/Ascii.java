package io.aman.gateway.call;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** Text of header lines as bytes, which are written as one piece; the encoder writes a string letter by letter. */
public final class Ascii {

    private static final int WORTH_COPYING = 24;

    private Ascii() {}

    /** The same text; what is short stays as it is. */
    public static CharSequence of(CharSequence text) {
        return text instanceof String string && string.length() >= WORTH_COPYING
                ? new AsciiString(string.getBytes(StandardCharsets.ISO_8859_1), false)
                : text;
    }
}
