package io.aman.session.mfa.totp;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Codes of authenticator apps.
 *
 * @param skewSteps how many steps of thirty seconds a code may be back or ahead: 1 as RFC 6238 allows, 0 as OWASP ASVS 6.5.5
 *     demands
 * @param issuer what apps call the account
 */
@Validated
@ConfigurationProperties("session.mfa.totp")
record TotpProperties(
        @DefaultValue("1") @Min(0) @Max(1) int skewSteps,

        @DefaultValue("Aman") @NotBlank @Pattern(regexp = "[^:]{1,40}")
        String issuer) {}
