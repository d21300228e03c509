package io.aman.gateway.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the decoder and ends a connection whose bytes are no plain requests: what follows the first flaw is not
 * read as a request. The answer comes in its turn, after those to earlier requests on the connection, since the server's
 * own way of refusing what cannot be decoded is taken; only its empty answer is replaced by a problem document.
 */
final class RequestGuard extends ChannelDuplexHandler {

    private final ConnectionProblems problems;
    private @Nullable Refusal refusal;

    RequestGuard(ConnectionProblems problems) {
        this.problems = problems;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refusal != null) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            check(request);
        }
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            refusal = Refusal.of(part.decoderResult().cause());
        }
        ctx.fireChannelRead(message);
    }

    private static void check(HttpRequest request) {
        var flaw = Framing.flaw(request);
        if (flaw != null) {
            request.setDecoderResult(DecoderResult.failure(new Refusal.Refused(flaw)));
        }
    }

    /** The decoder takes 128 requests that wait for an answer; whoever sends more is not waited for. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException) {
            problems.countFlooded();
            var _ = ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        var answer = message;
        if (refusal != null && message instanceof FullHttpResponse response && isBare(response)) {
            response.release();
            answer = problems.answer(refusal);
        }
        var _ = ctx.write(answer, promise);
    }

    /** As the server refuses what it could not decode; our own answers say what they are. */
    private static boolean isBare(FullHttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.CLIENT_ERROR
                && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }
}
