package io.aman.platform.drain;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says in answers that their connection ends, once the process does (RFC 9112, section 9.6). A connection option of our
 * own (RFC 9110, section 7.6.1) says why: a server also closes a connection for what one client did on it.
 */
final class DrainFilter extends OncePerRequestFilter {

    private static final String CLOSE = "close";

    private final Drain drain;

    DrainFilter(Drain drain) {
        this.drain = drain;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var said = say(response);
        chain.doFilter(request, response);
        if (!said && !response.isCommitted()) {
            say(response); // it began while this request was under way
        }
    }

    private boolean say(HttpServletResponse response) {
        if (!drain.isUnderWay()) {
            return false;
        }
        // Two lines: some clients know only the word alone.
        response.setHeader(HttpHeaders.CONNECTION, CLOSE);
        response.addHeader(HttpHeaders.CONNECTION, Drain.OPTION);
        return true;
    }
}
