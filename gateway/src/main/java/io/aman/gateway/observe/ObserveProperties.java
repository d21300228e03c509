package io.aman.gateway.observe;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which requests the log tells of.
 *
 * @param oneIn of so many requests one gets a line, 0 for none; those that end with a 5xx always get one
 */
@Validated
@ConfigurationProperties("gateway.access-log")
record ObserveProperties(@DefaultValue("1000") @Min(0) int oneIn) {}
