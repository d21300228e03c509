package io.aman.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpBytesTest {

    private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\nX: 1\r\ncontent-LENGTH:  17\r\nY: 2\r\n\r\nrest"
            .getBytes(StandardCharsets.US_ASCII);

    @Test
    void aHeaderEndsAtItsEmptyLineAndNotBefore() {
        var end = HttpBytes.headerEnd(ANSWER, 0, ANSWER.length);

        assertThat(end).isEqualTo(ANSWER.length - "rest".length());
        assertThat(HttpBytes.headerEnd(ANSWER, 0, end - 1)).isEqualTo(-1);
    }

    @Test
    void statusAndLengthAreRead() {
        assertThat(HttpBytes.status(ANSWER)).isEqualTo(204);
        assertThat(HttpBytes.contentLength(ANSWER, ANSWER.length - 4)).isEqualTo(17);
    }

    @Test
    void anUndeclaredLengthIsNotTakenForZero() {
        var chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(HttpBytes.contentLength(chunked, chunked.length)).isEqualTo(-1);
    }
}
