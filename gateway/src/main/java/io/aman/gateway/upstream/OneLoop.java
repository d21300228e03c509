package io.aman.gateway.upstream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

/** One of the server's own threads, and no other. Two of one thread are the same, so that they share connections. */
record OneLoop(EventLoop loop) implements LoopResources {

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loop;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        return HttpResources.get().onChannel(type, group);
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
        return HttpResources.get().onChannelClass(type, group);
    }
}
