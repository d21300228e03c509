package io.aman.notification.delivery;

import io.aman.notification.template.Category;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the list of suppressed addresses stops.
 *
 * @param triedAnyway the categories that are sent to such an address all the same: a bounce long ago shall not keep an
 *     owner from hearing of an attack
 */
@Validated
@ConfigurationProperties("notification.suppression")
record SuppressionProperties(@DefaultValue("security") Set<Category> triedAnyway) {

    SuppressionProperties {
        triedAnyway = Set.copyOf(triedAnyway);
    }
}
