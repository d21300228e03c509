package io.aman.gateway.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client is too slow: with its header lines, its body, or with taking the response. A request
 * that comes at once sets no timer, and a pause in which the gateway itself wants nothing from the client is none.
 */
final class Patience extends ChannelDuplexHandler {

    private final ConnectionProperties limits;
    private final ConnectionProblems problems;
    private int pending;
    private boolean inBody;
    private boolean decoded;
    private boolean waitsForBytes;
    private long bodySince;
    private long bytesSince;
    private @Nullable Future<?> head;
    private @Nullable Future<?> body;
    private @Nullable Future<?> stall;
    private @Nullable Object stuck;
    private long stuckAt;

    Patience(ConnectionProperties limits, ConnectionProblems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpObject) {
            decoded = true;
            if (message instanceof HttpRequest) {
                head = cancelled(head);
                pending++;
                inBody = true;
            }
            if (message instanceof LastHttpContent) {
                inBody = false;
                body = cancelled(body);
            }
        }
        ctx.fireChannelRead(message);
    }

    /** Everything that one turn brought has been decoded: what is missing now keeps us waiting. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        waitsForBytes = false;
        if (inBody) {
            bytesSince = System.nanoTime();
            if (body == null) {
                bodySince = bytesSince;
                body = later(ctx, limits.bodyPause(), () -> lookAtBody(ctx));
            }
        } else if (!decoded && pending == 0 && head == null) {
            head = later(ctx, limits.headTime(), () -> giveUpHead(ctx));
        }
        decoded = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (inBody && !waitsForBytes) {
            waitsForBytes = true;
            bytesSince = System.nanoTime();
        }
        ctx.read();
    }

    private void giveUpHead(ChannelHandlerContext ctx) {
        if (pending == 0 && ctx.channel().isActive()) {
            var _ = ctx.writeAndFlush(problems.answer(Refusal.REQUEST_TIMEOUT))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void lookAtBody(ChannelHandlerContext ctx) {
        body = null;
        if (!inBody || !ctx.channel().isActive()) {
            return;
        }
        var now = System.nanoTime();
        var pauseLeft = limits.bodyPause().minusNanos(waitsForBytes ? now - bytesSince : 0);
        var timeLeft = limits.bodyTime().minusNanos(now - bodySince);
        if (pauseLeft.isPositive() && timeLeft.isPositive()) {
            body = later(ctx, pauseLeft.compareTo(timeLeft) < 0 ? pauseLeft : timeLeft, () -> lookAtBody(ctx));
        } else if (pending > 0) {
            ctx.fireExceptionCaught(ReadTimeoutException.INSTANCE); // who reads the body answers
        } else {
            var _ = ctx.close(); // it has its answer already
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            pending--;
        }
        var _ = ctx.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        if (stall == null && isStuck(ctx)) {
            stall = later(ctx, limits.stallTime(), () -> lookAtResponse(ctx));
        }
    }

    /** Notes what the client has to take next, and whether there is any. */
    private boolean isStuck(ChannelHandlerContext ctx) {
        var out = ctx.channel().unsafe().outboundBuffer();
        stuck = out == null ? null : out.current();
        stuckAt = out == null ? 0 : out.currentProgress();
        return stuck != null;
    }

    @SuppressWarnings("ReferenceEquality") // the very piece that was stuck before
    private void lookAtResponse(ChannelHandlerContext ctx) {
        stall = null;
        var before = stuck;
        var progress = stuckAt;
        if (!isStuck(ctx)) {
            return;
        }
        if (stuck == before && stuckAt == progress) {
            problems.countStalled();
            var _ = ctx.close();
        } else {
            stall = later(ctx, limits.stallTime(), () -> lookAtResponse(ctx));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        head = cancelled(head);
        body = cancelled(body);
        stall = cancelled(stall);
        ctx.fireChannelInactive();
    }

    private static Future<?> later(ChannelHandlerContext ctx, Duration delay, Runnable task) {
        return ctx.executor().schedule(task, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private static @Nullable Future<?> cancelled(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        return null;
    }
}
