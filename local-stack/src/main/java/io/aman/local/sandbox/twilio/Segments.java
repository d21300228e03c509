package io.aman.local.sandbox.twilio;

/** How many short messages a text takes: 160 characters of the GSM alphabet, or 70 of UCS-2, less where they are joined. */
final class Segments {
    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_EXTENDED = "^{}\\[~]|€\f";

    private Segments() {}

    static int of(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            if (GSM.indexOf(text.charAt(i)) >= 0) {
                septets++;
            } else if (GSM_EXTENDED.indexOf(text.charAt(i)) >= 0) {
                septets += 2;
            } else {
                return segments(text.length(), 70, 67);
            }
        }
        return segments(septets, 160, 153);
    }

    private static int segments(int length, int alone, int joined) {
        return length <= alone ? 1 : (length + joined - 1) / joined;
    }
}
