package io.aman.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The service behind all gateways, in a process of its own: 200 and some 300 bytes of JSON for whatever is asked without
 * a body, from one thread.
 */
final class Service {

    private static final int MAX_REQUEST = 32 * 1024;

    private static final byte[] ANSWER = answer();

    /** What has come on a connection and is not answered. */
    private static final class Incoming {

        private final byte[] bytes = new byte[MAX_REQUEST];
        private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    }

    private final Selector selector;

    private Service(Selector selector) {
        this.selector = selector;
    }

    /** @param arguments the port */
    public static void main(String[] arguments) throws IOException {
        try (var selector = Selector.open();
                var server = ServerSocketChannel.open()) {
            var port = Integer.parseInt(arguments[0]);
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 256);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("READY");
            new Service(selector).serve();
        }
    }

    private static byte[] answer() {
        var json = "{\"id\":\"pay_0123456789abcdef0123456789abcdef\",\"state\":\"CAPTURED\",\"amountMinor\":12500,"
                + "\"currency\":\"EUR\",\"reference\":\"order-4711\",\"provider\":\"stripe\",\"captured\":12500,"
                + "\"refunded\":0,\"createdAt\":\"2026-11-25T10:00:00Z\",\"updatedAt\":\"2026-11-25T10:00:02Z\","
                + "\"version\":7,\"description\":\"two tickets and a programme\"}";
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\nDate: Wed, 25 Nov 2026 10:00:02 GMT\r\nCache-Control: no-store\r\n\r\n";
        return (head + json).getBytes(StandardCharsets.US_ASCII);
    }

    private void serve() throws IOException {
        while (true) {
            selector.select(key -> {
                try {
                    if (key.isAcceptable()) {
                        accept((ServerSocketChannel) key.channel());
                    } else {
                        answer(key);
                    }
                } catch (IOException _) {
                    key.cancel();
                    close(key);
                }
            });
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        var client = server.accept();
        if (client != null) {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.register(selector, SelectionKey.OP_READ, new Incoming());
        }
    }

    private static void answer(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        var in = (Incoming) key.attachment();
        if (channel.read(in.buffer) < 0) {
            key.cancel();
            channel.close();
            return;
        }
        var from = 0;
        for (int end; (end = HttpBytes.headerEnd(in.bytes, from, in.buffer.position())) >= 0; from = end) {
            channel.write(ByteBuffer.wrap(ANSWER)); // far less than a socket's buffer
        }
        if (from > 0) {
            in.buffer.flip().position(from);
            in.buffer.compact();
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException _) {
            // it is gone either way
        }
    }
}
