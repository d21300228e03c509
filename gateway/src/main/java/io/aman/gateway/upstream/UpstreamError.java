package io.aman.gateway.upstream;

import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;

/** What a service owed and did not give; without a stack trace, since there are many while one is away. */
public abstract sealed class UpstreamError extends RuntimeException {

    private UpstreamError(String message) {
        super(message, null, false, false);
    }

    /** It was not asked: it has been failing, or too many are waiting for it. */
    public static final class HeldBack extends UpstreamError {
        HeldBack(String service) {
            super("The %s service cannot be reached at the moment.".formatted(service));
        }
    }

    /** No connection was made, so nothing can have happened. */
    public static final class NotReached extends UpstreamError {
        NotReached(String service) {
            super("The %s service cannot be reached.".formatted(service));
        }
    }

    /** The connection ended before the answer: the request may have had its effect. */
    public static final class BrokenOff extends UpstreamError {
        BrokenOff(String service) {
            super("The %s service broke off.".formatted(service));
        }
    }

    /** It did not answer in time: the request may have its effect. */
    public static final class TimedOut extends UpstreamError {
        TimedOut(String service) {
            super("The %s service did not answer in time.".formatted(service));
        }
    }

    /** What an error says about the service; null where it says nothing about it. */
    static @Nullable UpstreamError of(Throwable error, String service) {
        return switch (error) {
            case ReadTimeoutException _ -> new TimedOut(service);
            case ConnectException _, UnknownHostException _ -> new NotReached(service);
            case IOException _, AbortedException _ -> new BrokenOff(service);
            default -> null;
        };
    }
}
