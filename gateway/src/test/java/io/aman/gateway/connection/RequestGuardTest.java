package io.aman.gateway.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP request smuggling and floods, against the bytes of RFC 9112. */
class RequestGuardTest {

    private static final String POST = "POST /first HTTP/1.1\r\nHost: a\r\n";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static GuardedServer server;

    @BeforeAll
    static void start() {
        server = new GuardedServer(Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.handled.clear();
    }

    /** What two servers could read as different requests. */
    static Stream<Arguments> ambiguous() {
        return Stream.of(
                of("length and chunks", POST + "Content-Length: 6\r\n" + CHUNKED + "\r\n0\r\n\r\n"),
                of("chunks and length", POST + CHUNKED + "Content-Length: 6\r\n\r\n0\r\n\r\n"),
                of("two codings", POST + CHUNKED + CHUNKED + "\r\n0\r\n\r\n"),
                of("two codings, one unknown", POST + CHUNKED + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
                of("a coding in disguise", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                of("a list of codings", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                of("chunked is not the last", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                of("quoted", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
                of("a vertical tab", POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                of("a space before the colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                of("a folded coding", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                of("a coding continued", POST + "Transfer-Encoding: chunked\r\n , identity\r\n\r\n0\r\n\r\n"),
                of("a folded length", POST + "Content-Length:\r\n 5\r\n\r\nhello"),
                of("a length continued", POST + "Content-Length: 5\r\n 0\r\n\r\nhello"),
                of("two lengths", POST + "Content-Length: 5\r\nContent-Length: 0\r\n\r\nhello"),
                of("a length twice", POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
                of("a list of lengths", POST + "Content-Length: 5, 5\r\n\r\nhello"),
                of("a signed length", POST + "Content-Length: +5\r\n\r\nhello"),
                of("a negative length", POST + "Content-Length: -1\r\n\r\nhello"),
                of("a length in hexadecimal", POST + "Content-Length: 0x5\r\n\r\nhello"),
                of("a length past all numbers", POST + "Content-Length: 99999999999999999999\r\n\r\nhello"),
                of("chunks in HTTP/1.0", "POST /first HTTP/1.0\r\nHost: a\r\n" + CHUNKED + "\r\n0\r\n\r\n"),
                of("no chunk size", POST + CHUNKED + "\r\n\r\nhello\r\n0\r\n\r\n"),
                of("a negative chunk", POST + CHUNKED + "\r\n-5\r\nhello\r\n0\r\n\r\n"),
                of("a chunk in 0x", POST + CHUNKED + "\r\n0x5\r\nhello\r\n0\r\n\r\n"),
                of("a chunk past all numbers", POST + CHUNKED + "\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n"),
                of("a chunk longer than said", POST + CHUNKED + "\r\n3\r\nhello\r\n0\r\n\r\n"),
                of("a bare line feed after a chunk size", POST + CHUNKED + "\r\n5\nhello\r\n0\r\n\r\n"),
                of("a bare line feed in a chunk extension", POST + CHUNKED + "\r\n5;a\nb\r\nhello\r\n0\r\n\r\n"),
                of("a bare line feed in the head", "POST /first HTTP/1.1\nHost: a\n\n"),
                of("a bare line feed between headers", POST + "A: b\nContent-Length: 5\r\n\r\nhello"),
                of("a bare carriage return", POST + "A: b\rContent-Length: 5\r\n\r\nhello"),
                of("a header without a colon", POST + "nonsense\r\n\r\n"),
                of("a header without a name", POST + ": a\r\n\r\n"),
                of("a NUL in a header", POST + "A: b\u0000c\r\n\r\n"),
                of("no host", "GET /first HTTP/1.1\r\n\r\n"),
                of("two hosts", "GET /first HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                of("an empty host", "GET /first HTTP/1.1\r\nHost: \r\n\r\n"),
                of("a host that is a path", "GET /first HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                of("a host with a user", "GET /first HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                of("an unknown version", "GET /first HTTP/1.7\r\nHost: a\r\n\r\n"),
                of("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"),
                of("HTTP/2 in words", "GET /first HTTP/2.0\r\nHost: a\r\n\r\n"),
                of("no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"));
    }

    private static Arguments of(String what, String bytes) {
        return Arguments.of(what, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void anAmbiguousRequestIsRefusedAndNothingAfterItIsRead(String what, String bytes) throws IOException {
        var answer = server.send(bytes + SMUGGLED);

        assertThat(answer)
                .as(what)
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .containsIgnoringCase("content-type: application/problem+json\r\n")
                .containsIgnoringCase("connection: close\r\n")
                .contains("\"code\":\"MALFORMED_REQUEST\"");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(2);
        assertThat(server.handled).noneMatch(request -> request.contains("smuggled") || request.contains("GET /first"));
    }

    @Test
    void chunkExtensionsAndTrailersAreReadOverAndBoundNothing() throws IOException {
        var answer = server.send(POST + CHUNKED + "Connection: close\r\n\r\n"
                + "5;name=\"value\"\r\nhello\r\n0\r\nContent-Length: 50\r\nX: y\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("HTTP/1.1 5");
        assertThat(server.handled).allMatch("POST /first hello"::equals);
    }

    @Test
    void aFoldedHeaderThatBoundsNothingIsOneValue() throws IOException {
        var answer = server.send("GET /first HTTP/1.1\r\nHost: a\r\nX: one\r\n two\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(server.handled).containsExactly("GET /first ");
    }

    @Test
    void whatFollowsAnotherRequestIsAnsweredInItsTurn() throws IOException {
        var answer = server.send(POST + "Content-Length: 5\r\n\r\nhello" + POST + CHUNKED
                + "Content-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("ok hello", "HTTP/1.1 400", "MALFORMED_REQUEST");
        assertThat(answer.indexOf("ok hello")).isLessThan(answer.indexOf("HTTP/1.1 400"));
        assertThat(server.handled).containsExactly("POST /first hello");
    }

    @ParameterizedTest
    @MethodSource("tunnels")
    void nobodyTunnelsOrTraces(String request) throws IOException {
        var answer = server.send(request);

        assertThat(answer).startsWith("HTTP/1.1 405").contains("\"code\":\"METHOD_NOT_ALLOWED\"");
        assertThat(server.handled).isEmpty();
    }

    static Stream<String> tunnels() {
        return Stream.of(
                "CONNECT 10.0.0.1:22 HTTP/1.1\r\nHost: 10.0.0.1:22\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n");
    }

    @Test
    void anUpgradeToHttp2IsNotTaken() throws IOException {
        var upgrade = "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n";
        var answer = server.send(
                "GET /first HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\n" + upgrade);

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("101");
        assertThat(server.handled).containsExactly("GET /first ");
    }

    @Test
    void headersTooLargeAreAProblemToo() throws IOException {
        var answer = server.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17 * 1024) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("\"code\":\"HEADERS_TOO_LARGE\"", "\"status\":431");
        assertThat(answer).containsPattern("(?i)x-request-id: req_[0-9a-f]{32}");
    }

    @Test
    void aRequestLineTooLongIsAProblemToo() throws IOException {
        var answer = server.send("GET /" + "a".repeat(9 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 414").contains("\"code\":\"TARGET_TOO_LONG\"");
    }

    @Test
    void requestsMayBePipelined() throws IOException {
        var request = "GET /first HTTP/1.1\r\nHost: a\r\n\r\n";
        var last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        var answer = server.send(request.repeat(15) + last);

        assertThat(answer.split("HTTP/1\\.1 200", -1)).hasSize(17);
        assertThat(server.handled).hasSize(16).contains("GET /last ");
    }

    @Test
    void aFloodOfRequestsThatWaitEndsTheirConnection() {
        var flood = "GET /waits HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000);
        var before = server.refused("flooded");
        var connection = new EmbeddedChannel(new HttpServerCodec(), new RequestGuard(server.problems));
        connection.writeInbound(Unpooled.copiedBuffer(flood, US_ASCII));

        assertThat(connection.isOpen()).isFalse();
        assertThat(connection.inboundMessages().size()).isLessThan(300); // a request and its end, 128 times
        assertThat(server.refused("flooded")).isEqualTo(before + 1);
        connection.finishAndReleaseAll();
    }
}
