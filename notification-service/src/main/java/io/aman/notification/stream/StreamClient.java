package io.aman.notification.stream;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The client of a stream, at its connection, after its header lines were answered. Tomcat keeps 70 KB and more of buffers for a request
 * that is being answered and one object for a connection that was upgraded, so it is treated as one that was: nothing is
 * left of the request but its socket. It writes without waiting, and hears at once when its client hangs up.
 */
public final class StreamClient implements InternalHttpUpgradeHandler, Pipe {

    private static final int DISCARDED_AT_ONCE = 256;

    private @Nullable OpenStreams streams;
    private @Nullable EventStream stream;
    private @Nullable SocketWrapperBase<?> socket;
    private volatile boolean closed;

    void serve(OpenStreams among, EventStream served) {
        streams = among;
        stream = served;
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    @Override
    public void init(WebConnection connection) {
        if (streams != null && stream != null) {
            streams.connect(stream, this);
        }
    }

    @Override
    public boolean send(byte[] bytes) {
        var to = socket;
        if (to == null) {
            return false;
        }
        to.getLock().lock();
        try {
            if (closed) {
                return false;
            }
            to.write(false, bytes, 0, bytes.length);
            return flushed(to);
        } catch (IOException _) {
            close();
            return false;
        } finally {
            to.getLock().unlock();
        }
    }

    /** Whether all has left; if not, the socket says when it takes more. */
    private static boolean flushed(SocketWrapperBase<?> to) throws IOException {
        if (!to.flush(false)) {
            return true;
        }
        to.registerWriteInterest();
        return false;
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        var from = socket;
        if (from == null || closed) {
            return SocketState.CLOSED;
        }
        try {
            return switch (event) {
                case OPEN_READ -> isThere(from) ? SocketState.UPGRADED : SocketState.CLOSED;
                case OPEN_WRITE -> {
                    if (flushed(from) && streams != null && stream != null) {
                        streams.taken(stream);
                    }
                    yield SocketState.UPGRADED;
                }
                case STOP, TIMEOUT, DISCONNECT, ERROR, CONNECT_FAIL -> SocketState.CLOSED;
            };
        } catch (IOException _) {
            return SocketState.CLOSED;
        }
    }

    /** Clients have nothing to say here; what they say all the same is passed over. */
    private static boolean isThere(SocketWrapperBase<?> from) throws IOException {
        var discarded = new byte[DISCARDED_AT_ONCE];
        int read;
        do {
            read = from.read(false, discarded, 0, discarded.length);
        } while (read > 0);
        return read == 0;
    }

    /** From a thread of its own: whoever closes may hold what Tomcat waits for. */
    @Override
    public void close() {
        var to = socket;
        if (to != null && !closed) {
            closed = true;
            to.processSocket(SocketEvent.DISCONNECT, true);
        }
    }

    @Override
    public void destroy() {
        if (streams != null && stream != null) {
            closed = true;
            streams.end(stream);
        }
    }

    @Override
    public void setSslSupport(SSLSupport support) {
        // TLS ends before the gateway
    }

    @Override
    public void pause() {
        close();
    }

    @Override
    public void timeoutAsync(long now) {
        // streams have their own time limits
    }
}
