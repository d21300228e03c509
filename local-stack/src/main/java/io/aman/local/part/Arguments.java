package io.aman.local.part;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A part's command line, checked as it is read: each accessor throws {@link CannotStart} on a value it can't use. */
public record Arguments(List<String> values) {
    public Arguments {
        values = List.copyOf(values);
    }

    public String text(int index) {
        var value = values.get(index);
        if (value.isBlank()) {
            throw new CannotStart("argument %d is empty".formatted(index + 1));
        }
        return value;
    }

    /** A TCP port, 1 to 65535. */
    public int port(int index) {
        var value = text(index);
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // the same answer as for a number out of range
        }
        throw new CannotStart("'%s' is not a port between 1 and 65535".formatted(value));
    }

    /** A port on which nobody listens at {@code host} now, for servers whose own failure to bind is hard to read. */
    public int freePort(int index, String host) {
        int port = port(index);
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
            return port;
        } catch (IOException e) {
            throw cannotListen(host, port, e);
        }
    }

    /** A server, such as {@code http://127.0.0.1:8080}. */
    public URI server(int index) {
        var text = text(index);
        try {
            var uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // the same answer as for an address of another kind
        }
        throw new CannotStart("'%s' is not an http address".formatted(text));
    }

    /** A folder that exists and can be written to after the call. */
    public Path folder(int index) {
        var folder = Path.of(text(index)).toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", null));
            return folder;
        } catch (IOException e) {
            throw new CannotStart("cannot use the folder %s: %s".formatted(folder, e), e);
        }
    }

    public static CannotStart cannotListen(String host, int port, Exception cause) {
        return new CannotStart("cannot listen on %s:%d: %s".formatted(host, port, cause.getMessage()), cause);
    }
}
