package io.aman.bench.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection that asks, waits for the whole answer, and asks again. */
final class Lane implements AutoCloseable {

    private static final int MAX_ANSWER = 64 * 1024;

    private final SocketChannel channel;
    private final byte[] bytes = new byte[MAX_ANSWER];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);
    private long askedAt;
    private int expected = -1;

    private Lane(SocketChannel channel) {
        this.channel = channel;
    }

    static Lane to(InetSocketAddress gateway, Selector selector) throws IOException {
        var channel = SocketChannel.open(gateway);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var lane = new Lane(channel);
        channel.register(selector, SelectionKey.OP_READ, lane);
        return lane;
    }

    void ask(byte[] request) throws IOException {
        askedAt = System.nanoTime();
        var out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            var _ = channel.write(out);
        }
    }

    /** Reads what is there; whether the answer is complete by that. */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("closed by the gateway");
        }
        if (expected < 0) {
            var end = HttpBytes.headerEnd(bytes, 0, in.position());
            if (end < 0) {
                return false;
            }
            var length = HttpBytes.contentLength(bytes, end);
            if (length < 0) {
                throw new IOException("an answer without Content-Length");
            }
            expected = end + length;
        }
        return in.position() >= expected;
    }

    /** The status of the answer that is complete; the next question may be asked. */
    int take() {
        var status = HttpBytes.status(bytes);
        in.clear();
        expected = -1;
        return status;
    }

    long nanos() {
        return System.nanoTime() - askedAt;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
