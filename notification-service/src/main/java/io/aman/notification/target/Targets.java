package io.aman.notification.target;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Which URLs messages may be sent to. The address is looked at here once, so that whoever enters a URL learns what is wrong
 * with it; what counts is the look at each attempt ({@link CheckedResolver}).
 */
public final class Targets implements AutoCloseable {

    private static final int LONGEST = 2048;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    /** Why a URL is refused. */
    public enum Refusal {
        MALFORMED,
        NOT_HTTPS,
        HAS_USER_INFO,
        HAS_FRAGMENT,
        PORT_NOT_ALLOWED,
        HOST_NOT_ALLOWED,
        NAME_NOT_FOUND,
        ADDRESS_NOT_PUBLIC;

        /** As it is told: {@code not-https}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final TargetProperties properties;
    private final CheckedResolver resolver;
    private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

    Targets(TargetProperties properties, CheckedResolver resolver) {
        this.properties = properties;
        this.resolver = resolver;
    }

    /** Why no message is sent there; empty where one may be. */
    public Optional<Refusal> refusal(String url) {
        var written = refusalAsWritten(url);
        return written.isPresent() ? written : refusalOfAddress(URI.create(url).getHost());
    }

    /** The same without asking where the name leads. */
    Optional<Refusal> refusalAsWritten(String url) {
        if (url.length() > LONGEST) {
            return Optional.of(Refusal.MALFORMED);
        }
        try {
            return refusal(new URI(url));
        } catch (URISyntaxException _) {
            return Optional.of(Refusal.MALFORMED);
        }
    }

    private Optional<Refusal> refusal(URI url) {
        var isHttp = "http".equalsIgnoreCase(url.getScheme());
        if (!"https".equalsIgnoreCase(url.getScheme()) && !(isHttp && properties.allowHttp())) {
            return Optional.of(Refusal.NOT_HTTPS);
        }
        if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
            return Optional.of(Refusal.HAS_USER_INFO);
        }
        if (url.getHost() == null) { // underscores, letters beyond ASCII, nothing at all
            return Optional.of(Refusal.HOST_NOT_ALLOWED);
        }
        if (url.getRawFragment() != null) {
            return Optional.of(Refusal.HAS_FRAGMENT);
        }
        var usual = isHttp ? HTTP_PORT : HTTPS_PORT;
        if (!isAllowed(url.getPort() == -1 ? usual : url.getPort())) {
            return Optional.of(Refusal.PORT_NOT_ALLOWED);
        }
        return isPlain(url.getHost()) ? Optional.empty() : Optional.of(Refusal.HOST_NOT_ALLOWED);
    }

    private boolean isAllowed(int port) {
        return properties.ports().isEmpty() || properties.ports().contains(port);
    }

    /**
     * A name, a dotted quad, or IPv6 without a zone. What ends in a number and is no dotted quad is an address in disguise:
     * {@code 2130706433}, {@code 0x7f.1}, {@code 127.1}.
     */
    private static boolean isPlain(String host) {
        if (host.startsWith("[")) {
            return !host.contains("%");
        }
        return DOTTED_QUAD.matcher(host).matches() || !NUMERIC_END.matcher(host).matches();
    }

    private Optional<Refusal> refusalOfAddress(String host) {
        var looked = lookups.submit(() -> resolver.resolve(unbracketed(host)));
        try {
            InetAddress[] _ = looked.get(properties.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AddressRefused) {
                return Optional.of(Refusal.ADDRESS_NOT_PUBLIC);
            }
            if (e.getCause() instanceof UnknownHostException) {
                return Optional.of(Refusal.NAME_NOT_FOUND);
            }
            throw new IllegalStateException("a name could not be looked up", e);
        } catch (TimeoutException _) {
            looked.cancel(true);
            return Optional.of(Refusal.NAME_NOT_FOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
