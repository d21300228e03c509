package io.aman.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Slow clients, with limits of half a second; abuse case 49. */
class PatienceTest {

    private static final String KEPT_ALIVE = "GET /first HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CLOSED = "GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String REQUEST_LINE = "GET / HTTP/1.1\r\n";
    private static GuardedServer server;

    @BeforeAll
    static void start() {
        server = new GuardedServer(Duration.ofMillis(500));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void twoThousandThatSendTheirHeadersByteByByteAreClosedWhileOthersAreServed() throws Exception {
        var before = server.refused("request-timeout");
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < 2_000; i++) {
            slow.add(server.connect());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var drips = threads.submit(() -> drip(slow));
            while (!drips.isDone()) {
                assertThat(server.send(CLOSED)).startsWith("HTTP/1.1 200");
            }
            drips.get();
        }
        assertThat(server.refused("request-timeout")).isEqualTo(before + slow.size());
    }

    /** A byte to each in turn, until all are closed. */
    private static Void drip(List<Socket> sockets) throws IOException {
        var open = new ArrayList<>(sockets);
        for (int i = 0; !open.isEmpty(); i++) {
            var letter = i < REQUEST_LINE.length() ? REQUEST_LINE.substring(i, i + 1) : "x";
            for (var socket : List.copyOf(open)) {
                if (isRefused(socket, letter)) {
                    open.remove(socket);
                    socket.close();
                }
            }
        }
        return null;
    }

    @Test
    void headersThatStopAreToldSo() throws IOException {
        var before = server.refused("request-timeout");

        assertThat(server.send("GET /first HTTP/1.1\r\nHost: a\r\nX-A"))
                .startsWith("HTTP/1.1 408")
                .contains("\"code\":\"REQUEST_TIMEOUT\"");
        assertThat(server.refused("request-timeout")).isEqualTo(before + 1);
    }

    @Test
    void headersThatStopAfterAnotherRequestAreToldSo() throws IOException {
        try (var socket = server.connect()) {
            GuardedServer.write(socket, KEPT_ALIVE);
            assertThat(answer(socket)).startsWith("HTTP/1.1 200");
            GuardedServer.write(socket, "GET /first HT");

            assertThat(GuardedServer.rest(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aConnectionThatIsKeptMayBeSilentForLonger() throws Exception {
        try (var socket = server.connect();
                var other = server.connect()) {
            GuardedServer.write(socket, KEPT_ALIVE);
            assertThat(answer(socket)).startsWith("HTTP/1.1 200");
            // as long as it takes others to be closed
            GuardedServer.write(other, "GET");
            assertThat(GuardedServer.rest(other)).startsWith("HTTP/1.1 408");
            GuardedServer.write(socket, KEPT_ALIVE);

            assertThat(answer(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyThatStopsEndsTheRequest() throws IOException {
        try (var socket = server.connect()) {
            GuardedServer.write(socket, "POST /stops HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");

            assertThat(end(socket)).doesNotContain(" 200 ");
        }
        assertThat(server.handled).noneMatch(request -> request.contains("/stops"));
    }

    @Test
    void aBodyThatDripsForTooLongEndsTheRequestToo() throws Exception {
        try (var socket = server.connect()) {
            GuardedServer.write(socket, "POST /drips HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> isRefused(socket, "x"));
        }
        assertThat(server.handled).noneMatch(request -> request.contains("/drips"));
    }

    private static boolean isRefused(Socket socket, String letter) {
        try {
            GuardedServer.write(socket, letter);
            return socket.getInputStream().available() > 0;
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void aBodyWhoseRequestIsAnsweredAlreadyIsNotWaitedForForEver() throws IOException {
        try (var socket = server.connect()) {
            GuardedServer.write(socket, "POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");

            assertThat(end(socket)).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void waitingForAnAnswerIsNotSlowness() throws Exception {
        try (var own = new GuardedServer(Duration.ofMillis(200));
                var patient = own.connect();
                var slow = own.connect()) {
            GuardedServer.write(patient, "POST /waits HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
            GuardedServer.write(slow, "GET");
            assertThat(GuardedServer.rest(slow)).startsWith("HTTP/1.1 408");
            own.release();

            assertThat(answer(patient)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoTakesNothingOfTheResponseIsCutOff() throws Exception {
        var before = server.refused("stalled");
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            GuardedServer.write(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");

            await().atMost(Duration.ofSeconds(20)).until(() -> server.refused("stalled") == before + 1);
        }
    }

    @Test
    void whoReadsSlowlyButReadsGetsItAll() throws Exception {
        try (var pace = new GuardedServer(Duration.ofMillis(100));
                var socket = server.connect()) {
            GuardedServer.write(socket, "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            var taken = 0L;
            for (int piece = 0; piece < 10; piece++) {
                taken += socket.getInputStream().readNBytes(1024 * 1024).length;
                assertThat(pace.send("GET")).startsWith("HTTP/1.1 408"); // a tenth of a second
            }
            taken += socket.getInputStream().readAllBytes().length;

            assertThat(taken).isGreaterThan(64L * 1024 * 1024);
        }
    }

    /** What came until now, which is the whole of a small answer. */
    private static String answer(Socket socket) throws IOException {
        var first = socket.getInputStream().read();
        var more = socket.getInputStream().readNBytes(socket.getInputStream().available());
        return (char) first + new String(more, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String end(Socket socket) throws IOException {
        try {
            return GuardedServer.rest(socket);
        } catch (SocketException _) {
            return "";
        }
    }
}
