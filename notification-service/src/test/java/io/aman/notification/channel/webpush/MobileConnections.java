package io.aman.notification.channel.webpush;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The connection that a Chromium keeps to be told of messages: MCS, version 41, over TLS. It logs in, and takes what is sent.
 *
 * @see <a href="https://source.chromium.org/chromium/chromium/src/+/main:google_apis/gcm/protocol/mcs.proto">mcs.proto</a>
 */
final class MobileConnections implements AutoCloseable {

    private static final int VERSION = 41;
    private static final int PING = 0;
    private static final int PING_ANSWER = 1;
    private static final int LOGIN = 2;
    private static final int LOGIN_ANSWER = 3;
    private static final int DATA = 8;
    private static final int SECONDS = 20;
    private static final String PASSWORD = "changeit";

    private final SSLServerSocket server;
    private final BlockingQueue<SSLSocket> loggedIn = new LinkedBlockingQueue<>();

    MobileConnections() {
        try {
            server = (SSLServerSocket)
                    tls().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** With a certificate that nobody vouches for; the browser is told not to mind. */
    private static SSLContext tls() throws IOException {
        var folder = Files.createTempDirectory("mcs");
        var store = folder.resolve("store.p12");
        try {
            var tool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "mcs",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (tool.waitFor() != 0) {
                throw new IllegalStateException("keytool makes no certificate");
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
            var tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    String address() {
        return "https://127.0.0.1:%d/".formatted(server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket;
                var in = new BufferedInputStream(socket.getInputStream())) {
            read(in); // the version
            while (true) {
                var tag = read(in);
                in.skipNBytes(length(in));
                if (tag == LOGIN) {
                    socket.getOutputStream().write(VERSION);
                    write(socket, LOGIN_ANSWER, new ProtoMessage().text(1, "login-1"));
                    loggedIn.add(socket);
                } else if (tag == PING) {
                    write(socket, PING_ANSWER, new ProtoMessage());
                }
            }
        } catch (IOException _) {
            // the browser has gone
        }
    }

    private static void write(SSLSocket socket, int tag, ProtoMessage message) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(tag);
            socket.getOutputStream().write(message.delimited());
        }
    }

    private static int read(InputStream in) throws IOException {
        var next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    private static int length(InputStream in) throws IOException {
        var length = 0;
        for (var shift = 0; ; shift += 7) {
            var next = read(in);
            length |= (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return length;
            }
        }
    }

    /** Once a browser is there. */
    void deliver(ProtoMessage message) throws IOException {
        try {
            var socket = loggedIn.poll(SECONDS, TimeUnit.SECONDS);
            if (socket == null) {
                throw new IllegalStateException("no browser is connected");
            }
            loggedIn.add(socket);
            write(socket, DATA, message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
