package io.aman.platform.bulkhead;

import io.aman.platform.problem.ProblemWriter;
import io.github.resilience4j.bulkhead.Bulkhead;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets so many requests through at a time, and the next ones as these are answered. What goes on without a thread, as a
 * stream of events does, is through.
 */
final class BulkheadFilter extends OncePerRequestFilter {

    private static final String SOON = "1";

    private final Bulkhead bulkhead;
    private final ProblemWriter problems;

    BulkheadFilter(Bulkhead bulkhead, ProblemWriter problems) {
        this.bulkhead = bulkhead;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!bulkhead.tryAcquirePermission()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
            problems.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "overloaded",
                    "Too much is asked at this moment; nothing was done. Try again with the same key.");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            bulkhead.onComplete();
        }
    }
}
