package io.aman.notification.stream;

import io.aman.platform.security.AccessToken;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The caller's stream. It is answered here, and then lives on as a {@link StreamClient}. */
@RestController
class StreamController {

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    private final OpenStreams streams;

    StreamController(OpenStreams streams) {
        this.streams = streams;
    }

    @GetMapping(path = "/api/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "streamNotifications",
            summary = "The caller's new notifications and their unread count, as they come")
    void stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            AccessToken token,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        var seen = seen(lastEventId);
        if (request.getMethod().equals("HEAD")) {
            answer(response);
            return;
        }
        var stream = streams.open(token, seen);
        try {
            request.upgrade(StreamClient.class).serve(streams, stream);
            answer(response);
            response.flushBuffer();
        } catch (IOException | ServletException | RuntimeException e) {
            streams.end(stream);
            throw e;
        }
    }

    /** The answer has no length and is not chunked: it ends with the connection. */
    private static void answer(HttpServletResponse response) {
        response.setStatus(HttpStatus.OK.value());
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // read by nginx, which would hold events back
        response.setHeader(HttpHeaders.CONNECTION, "close");
    }

    private static long seen(@Nullable String lastEventId) {
        if (lastEventId == null) {
            return EventStream.FROM_NOW_ON;
        }
        if (!POSITION.matcher(lastEventId).matches()) {
            throw new StreamError.InvalidEventId();
        }
        return Long.parseLong(lastEventId);
    }
}
