package io.aman.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The device of the client, as the gateway tells one from another. It is whatever the client shows: good for counting what
 * is tried at one device, and no proof of anything.
 */
public final class ClientDevice {

    /** Set by the gateway alone: it drops what comes in from outside under this name. */
    public static final String HEADER = "X-Aman-Device";

    private static final Pattern NAME = Pattern.compile("dev_[0-9a-f]{32}");

    private ClientDevice() {}

    /** Empty where the gateway knows of none. */
    public static Optional<String> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER))
                .filter(name -> NAME.matcher(name).matches());
    }
}
