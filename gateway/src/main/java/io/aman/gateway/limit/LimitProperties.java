package io.aman.gateway.limit;

import io.aman.platform.Secret;
import io.aman.platform.security.Limits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much everybody may ask for.
 *
 * @param person where no role of theirs says anything; without {@code daily} and {@code monthly} there is no quota
 * @param address of one IPv4 address or IPv6 /64 network, without a token that counts
 * @param signIn of one address, where passwords are tried
 * @param webhook of one address, where providers call
 * @param maxCallers people, and addresses for each purpose, that are remembered at once
 * @param redis absent where one gateway is all there is: each then counts for itself
 */
@Validated
@ConfigurationProperties("gateway.limit")
record LimitProperties(
        @NotNull Limits person,
        @NotNull Limits address,
        @NotNull Limits signIn,
        @NotNull Limits webhook,
        @DefaultValue("200000") @Min(1000) int maxCallers,
        @Valid @Nullable Redis redis) {

    /**
     * Counts that several gateways share.
     *
     * @param uri {@code redis://} or {@code rediss://}, with its password
     * @param timeout after this each gateway counts for itself, or refuses
     * @param reconnectInterval how often a first connection is tried
     * @param closedRoutes routes that refuse while Redis is away; all others go on with each gateway's own counts
     */
    record Redis(
            @NotNull Secret uri,
            @DefaultValue("100ms") @DurationMin(millis = 1) Duration timeout,
            @DefaultValue("1s") @DurationMin(millis = 10) Duration reconnectInterval,

            @DefaultValue({
                "sign-in",
                "proofs",
                "oidc-session",
                "admin",
                "admin-users",
                "admin-impersonations",
                "admin-roles",
                "admin-keys"
            })
            Set<String> closedRoutes) {}

    @AssertTrue(message = "need per-second, per-minute and concurrency, and no longer time that allows less")
    boolean isEachLimitUsable() {
        return Stream.of(person, address, signIn, webhook)
                .allMatch(limits -> limits.perSecond() > 0
                        && limits.perMinute() > 0
                        && limits.concurrency() > 0
                        && limits.areOrdered());
    }

    Limits of(Scope scope) {
        return switch (scope) {
            case ADDRESS -> address;
            case SIGN_IN -> signIn;
            case WEBHOOK -> webhook;
        };
    }
}
