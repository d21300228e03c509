package io.aman.platform.problem;

import java.net.URI;
import java.util.Locale;
import org.slf4j.MDC;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Makes problem documents: a stable {@code type}, a {@code code} to branch on, the {@code traceId} to ask with.
 *
 * <p>The types are listed in {@code docs/problems.md}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problem {

    private static final String TYPE_PREFIX = "urn:aman:problem:";

    private Problem() {}

    /**
     * A problem of the type {@code urn:aman:problem:<slug>}.
     *
     * @param slug lower case with dashes: {@code payment-not-found} has the code {@code PAYMENT_NOT_FOUND}
     * @param detail for the caller's developer; never a secret, a token or what the caller sent as one
     */
    public static ProblemDetail of(HttpStatusCode status, String slug, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        return named(problem, slug);
    }

    /** The same of a rule that was broken, whose message is for the caller's developer too. */
    public static ProblemDetail of(HttpStatusCode status, String slug, RuntimeException rule) {
        return of(status, slug, String.valueOf(rule.getMessage()));
    }

    /** The whole answer. */
    public static <T> ResponseEntity<T> answer(HttpStatusCode status, String slug, RuntimeException rule) {
        return answer(status, slug, String.valueOf(rule.getMessage()));
    }

    /** The whole answer. */
    public static <T> ResponseEntity<T> answer(HttpStatusCode status, String slug, String detail) {
        return ResponseEntity.of(of(status, slug, detail)).build();
    }

    static ProblemDetail named(ProblemDetail problem, String slug) {
        problem.setType(URI.create(TYPE_PREFIX + slug));
        problem.setTitle(title(slug));
        problem.setProperty("code", slug.replace('-', '_').toUpperCase(Locale.ROOT));
        var traceId = MDC.get("traceId");
        if (traceId != null) {
            problem.setProperty("traceId", traceId);
        }
        return problem;
    }

    private static String title(String slug) {
        var words = slug.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
