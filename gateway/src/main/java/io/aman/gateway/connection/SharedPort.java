package io.aman.gateway.connection;

import io.aman.platform.drain.Leaving;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.net.StandardSocketOptions;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A port on which a second gateway may listen (SO_REUSEPORT): the kernel deals connections out to both. The one that ends
 * closes its listener first of all, while hardly anybody connects anew, as clients keep their connections; what connects
 * in the very moment between the last accept and the close is reset, unless the kernel passes it on
 * ({@code net.ipv4.tcp_migrate_req}).
 */
final class SharedPort implements Leaving {

    private volatile @Nullable Channel listener;

    HttpServer listen(HttpServer server) {
        return server.option(option(), true).doOnBound(bound -> listener = bound.channel());
    }

    private static ChannelOption<Boolean> option() {
        return LoopResources.hasNativeSupport()
                ? UnixChannelOption.SO_REUSEPORT
                : NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
    }

    /** In the thread that accepts, so that nothing waits that it could have accepted. */
    @Override
    public void began() {
        var bound = listener;
        if (bound != null) {
            bound.eventLoop().execute(() -> {
                var _ = bound.close();
            });
        }
    }
}
