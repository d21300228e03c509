package io.aman.bench.gateway;

/** As much of HTTP/1.1 as the two ends of a measurement need, on bytes: whatever they cost is missing to who is measured. */
final class HttpBytes {

    private static final byte[] CONTENT_LENGTH = {
        'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'
    };

    private HttpBytes() {}

    /** Where the header that begins at {@code from} ends, or -1 where it does not yet. */
    static int headerEnd(byte[] bytes, int from, int to) {
        for (int i = from + 3; i < to; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /** The three digits of a status line. */
    static int status(byte[] bytes) {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    /** The declared length of a body, or -1 where none is declared. */
    static int contentLength(byte[] bytes, int headerEnd) {
        for (int i = 0; i < headerEnd - CONTENT_LENGTH.length; i++) {
            if (bytes[i] == '\n' && isContentLength(bytes, i + 1)) {
                return number(bytes, i + 1 + CONTENT_LENGTH.length);
            }
        }
        return -1;
    }

    private static boolean isContentLength(byte[] bytes, int from) {
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            if ((bytes[from + i] | 0x20) != (CONTENT_LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }
}
