package io.aman.notification.channel;

import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sandbox as a stand-in for one of its providers. */
public final class Stand implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(3);

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests());
    private final String provider;

    public Stand(String provider) {
        this.provider = provider;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public URI url() {
        return sandbox.baseUrl().resolve("/" + provider);
    }

    public void takeTheNextAndSayNothing() {
        fault(Fault.Kind.TIMEOUT_AFTER_EFFECT, 503);
    }

    public void refuseTheNextForNow() {
        fault(Fault.Kind.STATUS, 429);
    }

    private void fault(Fault.Kind kind, int status) {
        sandbox.faults().add(new Fault(provider, kind, Optional.of("POST"), Pattern.compile(""), LONG, status), 1);
    }

    /** Where nobody listens. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static URI nowhere() {
        return URI.create("http://127.0.0.1:" + freePort());
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
