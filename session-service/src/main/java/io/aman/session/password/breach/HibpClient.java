package io.aman.session.password.breach;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Pwned Passwords by the first five digits of the hash; who listens learns neither the password nor, by the padding,
 * how many were found.
 *
 * @see <a href="https://haveibeenpwned.com/API/v3#PwnedPasswords">Pwned Passwords</a>
 */
final class HibpClient implements BreachedPasswords {

    private static final Logger log = LoggerFactory.getLogger(HibpClient.class);

    /** Four times what a padded answer has. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int OK = 200;
    private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{35}):(\\d{1,10})");

    /** No answer, or one that is not of the service. */
    private static final class Away extends RuntimeException {
        Away(String why) {
            super(why);
        }
    }

    private final HttpClient http;
    private final URI ranges;
    private final Duration timeout;
    private final String userAgent;
    private final CircuitBreaker breaker;

    /** @param breaker keeps people from waiting for a service that is known to be away */
    HibpClient(URI baseUrl, Duration timeout, String userAgent, CircuitBreaker breaker) {
        // A redirect leads to somebody's sign-in page, and away from what was configured.
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.ranges = URI.create(baseUrl.toString().replaceFirst("/+$", "") + "/range/");
        this.timeout = timeout;
        this.userAgent = userAgent;
        this.breaker = breaker;
    }

    @Override
    public BreachAnswer ask(Sha1 password) {
        try {
            var found = breaker.executeSupplier(() -> isListed(body(password.prefix()), password.suffix()));
            return found ? BreachAnswer.BREACHED : BreachAnswer.CLEAN;
        } catch (CallNotPermittedException _) {
            return BreachAnswer.AWAY;
        } catch (Away e) {
            log.warn("Pwned Passwords cannot be asked: {}", e.getMessage());
            return BreachAnswer.AWAY;
        }
    }

    private String body(String prefix) {
        var request = HttpRequest.newBuilder(ranges.resolve(prefix))
                .header("Add-Padding", "true")
                .header("User-Agent", userAgent)
                .header("Accept", "text/plain")
                .build();
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        try {
            // The time until the last byte, which the request's own limit does not count.
            return plain(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new Away("no complete answer in time");
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Away("interrupted");
        } catch (ExecutionException e) {
            throw new Away(
                    e.getCause() instanceof IOException io ? io.getClass().getSimpleName() : "no answer");
        }
    }

    private static String plain(HttpResponse<String> response) {
        if (response.statusCode() != OK) {
            throw new Away("it answers " + response.statusCode());
        }
        return response.body();
    }

    /** Every line is looked at: a page of somebody who stands in between has one that is no hash. */
    private static boolean isListed(String body, String suffix) {
        var lines = body.lines().map(LINE::matcher).toList();
        if (lines.isEmpty() || !lines.stream().allMatch(java.util.regex.Matcher::matches)) {
            throw new Away("the answer is no list of hashes");
        }
        return lines.stream()
                .anyMatch(line -> line.group(1).equalsIgnoreCase(suffix) && Long.parseLong(line.group(2)) > 0);
    }
}
