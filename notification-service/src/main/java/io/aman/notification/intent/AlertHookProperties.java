package io.aman.notification.intent;

import io.aman.platform.Secret;
import io.aman.platform.webhook.HookTokens;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may tell of alerts about the services themselves: Alertmanager.
 *
 * @param tokens any of them is good, at least 32 characters each; two while one is changed; without one nobody may
 */
@Validated
@ConfigurationProperties("notification.alerts")
record AlertHookProperties(@DefaultValue List<Secret> tokens) {

    AlertHookProperties {
        tokens = List.copyOf(tokens);
        HookTokens.requireLong("notification.alerts.tokens", tokens);
    }

    /** @param authorization the header, as in RFC 6750, section 2.1 */
    boolean admits(String authorization) {
        return new HookTokens(tokens).admits(authorization);
    }
}
