package io.aman.session.mfa.policy;

import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who has to have a second factor.
 *
 * @param requiredRoles people with one of these; nobody where empty
 * @param enrolWithin how long they sign in without one, from the first sign-in at which one was demanded
 */
@Validated
@ConfigurationProperties("session.mfa")
record FactorPolicyProperties(
        @DefaultValue("ADMIN") Set<String> requiredRoles,

        @DefaultValue("14d") @DurationMin(seconds = 0) @DurationMax(days = 365)
        Duration enrolWithin) {

    FactorPolicyProperties {
        requiredRoles = Set.copyOf(requiredRoles);
    }
}
