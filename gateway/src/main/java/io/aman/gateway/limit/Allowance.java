package io.aman.gateway.limit;

import io.aman.platform.security.Limits;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * Limits in force, and what follows from them; made once for each that occur.
 *
 * @param burst the same as bucket4j takes it: a full bucket is one second's worth
 * @param policy the value of {@code RateLimit-Policy}
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-10.html">RateLimit header fields</a>
 */
record Allowance(Limits limits, BucketConfiguration burst, String policy) {

    private static final long DAY_SECONDS = 86_400;

    static Allowance of(Limits limits) {
        var burst = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limits.perSecond())
                        .refillGreedy(limits.perSecond(), Duration.ofSeconds(1))
                        .build())
                .build();
        return new Allowance(limits, burst, policy(limits));
    }

    private static String policy(Limits limits) {
        var policy = new StringBuilder();
        policy.append("\"burst\";q=").append(limits.perSecond()).append(";w=1");
        policy.append(", \"minute\";q=").append(limits.perMinute()).append(";w=60");
        if (limits.daily() > 0) {
            policy.append(", \"day\";q=").append(limits.daily()).append(";w=").append(DAY_SECONDS);
        }
        if (limits.monthly() > 0) {
            // Months differ in length: a window of its own would be wrong eleven times a year.
            policy.append(", \"month\";q=").append(limits.monthly());
        }
        return policy.toString();
    }
}
