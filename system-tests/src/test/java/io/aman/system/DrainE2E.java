package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.stack.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client's own connection to a gateway that is told to end. */
@Tag("process")
@ExtendWith(RunningStack.class)
class DrainE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CLOSE = "connection: close";

    @Test
    void aGatewayThatEndsAnswersEachConnectionOnceMoreAndSaysThatItWasTheLast(LocalStack stack) throws Exception {
        var gateway = ProcessHandle.of(stack.pid("gateway")).orElseThrow();
        try (var busy = new Connection(stack.gateway());
                var waits = new Connection(stack.gateway())) {
            assertThat(busy.ask()).doesNotContain(CLOSE);
            assertThat(waits.ask()).doesNotContain(CLOSE);

            gateway.destroy(); // SIGTERM

            assertThat(busy.untilLast()).first().asString().contains("200");
            assertThat(waits.ask()).contains(CLOSE).first().asString().contains("200");
            assertThat(busy.isEnded()).isTrue();
            assertThat(waits.isEnded()).isTrue();
            gateway.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            stack.restart("gateway");
        }
    }

    /** One connection that is kept for as long as the server keeps it. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private final String host;

        Connection(URI server) throws IOException {
            this.socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            this.host = server.getAuthority();
        }

        /** The status line and the headers of an answer, in lower case; its body is read and dropped. */
        List<String> ask() throws IOException {
            var request = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var head = new ArrayList<String>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                head.add(line.toLowerCase(Locale.ROOT));
            }
            assertThat(head).as("how its body is framed").contains("transfer-encoding: chunked");
            while (chunk() > 0) {
                // what is in it does not matter
            }
            return head;
        }

        /** The length of the next one, which is 0 for the last; each ends with a line break of its own. */
        private int chunk() throws IOException {
            var length = Integer.parseInt(line(), 16);
            for (var read = 0; read < length; read++) {
                assertThat(in.read()).isNotNegative();
            }
            assertThat(line()).isEmpty();
            return length;
        }

        private String line() throws IOException {
            return Objects.requireNonNull(in.readLine(), "the server hung up");
        }

        /** Asks until an answer says that the connection ends. */
        List<String> untilLast() throws IOException {
            var answer = ask();
            while (!answer.contains(CLOSE)) {
                assertThat(answer).first().asString().contains("200");
                answer = ask();
            }
            return answer;
        }

        /** Whether the server has closed its side. */
        boolean isEnded() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
