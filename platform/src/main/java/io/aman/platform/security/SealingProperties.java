package io.aman.platform.security;

import io.aman.platform.Secret;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys under which secrets travel in events; session-service and notification-service have the same ones.
 *
 * @param keys 32 bytes each in Base64, separated by commas; the first one seals, all open
 */
@ConfigurationProperties("aman.sealing")
record SealingProperties(@DefaultValue List<Secret> keys) {}
