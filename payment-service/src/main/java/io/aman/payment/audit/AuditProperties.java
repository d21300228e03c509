package io.aman.payment.audit;

import io.aman.platform.Secret;
import jakarta.validation.constraints.NotEmpty;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How trails are signed.
 *
 * @param key one or more, each at least 32 bytes in Base64, separated by commas: the first one signs, and all verify, so
 *     a key that was changed has to stay behind the new one for as long as its entries are kept
 * @param chainedSince a payment that began later and has no chain counts as broken
 */
@Validated
@ConfigurationProperties("payment.audit")
record AuditProperties(
        @NotEmpty List<Secret> key,
        @DefaultValue("2026-11-25T00:00:00Z") Instant chainedSince) {}
