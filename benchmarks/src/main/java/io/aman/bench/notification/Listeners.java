package io.aman.bench.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Clients that listen to streams: thousands of connections, read by one thread. */
final class Listeners implements AutoCloseable {

    private static final int OPENED_AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ENTRY = "event: notification";

    /** One connection: what is left of the line that is being read. */
    private static final class Listener {

        private final int number;
        private final StringBuilder line = new StringBuilder();
        private boolean isTold;

        private Listener(int number) {
            this.number = number;
        }
    }

    private final Selector selector;
    private final IntConsumer heard;
    private final Thread thread;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean closed;
    private @Nullable volatile String refused;

    /** @param heard gets the number of the listener for each entry that it is told */
    Listeners(IntConsumer heard) {
        this.heard = heard;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().name("listeners").daemon().start(this::listen);
    }

    /** Opens a stream for each token, and returns when each was told where it begins. */
    void open(URI server, List<String> tokens) {
        var begun = told.get();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var i = 0; i < tokens.size(); i++) {
            open(server, tokens.get(i), i);
            while (i - (told.get() - begun) > OPENED_AT_ONCE) {
                await(deadline);
            }
        }
        while (told.get() - begun < tokens.size()) {
            await(deadline);
        }
    }

    private void await(long deadline) {
        if (refused != null) {
            throw new IllegalStateException("a stream was answered " + refused);
        }
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("only %d streams began".formatted(told.get()));
        }
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }

    private void open(URI server, String token, int number) {
        try {
            var channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
            channels.add(channel);
            var request = """
                    GET /api/notifications/stream HTTP/1.1\r
                    Host: %s\r
                    Accept: text/event-stream\r
                    Authorization: Bearer %s\r
                    \r
                    """.formatted(server.getAuthority(), token);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Listener(number));
            selector.wakeup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        var bytes = ByteBuffer.allocate(64 * 1024);
        while (!closed) {
            try {
                selector.select(key -> read(key, bytes), 100);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void read(SelectionKey key, ByteBuffer bytes) {
        var listener = (Listener) key.attachment();
        try {
            bytes.clear();
            if (((SocketChannel) key.channel()).read(bytes) < 0) {
                throw new IOException("the stream has ended");
            }
            for (bytes.flip(); bytes.hasRemaining(); ) {
                read(listener, (char) bytes.get());
            }
        } catch (IOException _) {
            key.cancel();
            ended.incrementAndGet();
        }
    }

    private void read(Listener listener, char letter) {
        var line = listener.line;
        if (letter != '\n') {
            if (line.length() < ENTRY.length()) { // no line that counts is told apart later
                line.append(letter);
            }
            return;
        }
        var text = line.toString();
        line.setLength(0);
        if (text.equals(ENTRY)) {
            heard.accept(listener.number);
        } else if (text.startsWith("HTTP/1.1 ") && !text.startsWith("HTTP/1.1 200")) {
            refused = text;
        } else if (text.startsWith("event: unread") && !listener.isTold) {
            listener.isTold = true;
            told.incrementAndGet();
        }
    }

    /** How many streams have ended by themselves. */
    int ended() {
        return ended.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5));
            for (var channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
