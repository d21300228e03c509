package io.aman.notification.channel.whatsapp;

import io.aman.notification.template.Template;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What WhatsApp has approved.
 *
 * @param templates by message type, such as {@code payment-receipt}, or without its dashes, as environment variables
 *     name it: {@code NOTIFICATION_WHATSAPP_TEMPLATES_PAYMENTRECEIPT_NAME}. A type without one reaches only those who
 *     wrote to us lately
 * @param window for how long after somebody's last word plain text may be sent to them
 */
@Validated
@ConfigurationProperties("notification.whatsapp")
record TemplateProperties(
        @DefaultValue @Valid Map<String, Approved> templates,

        @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(hours = 24)
        Duration window) {

    TemplateProperties {
        templates = templates.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> type(entry.getKey()), Map.Entry::getValue));
    }

    /** A name in an environment variable has no dashes. */
    private static String type(String key) {
        return Arrays.stream(Template.values())
                .map(Template::type)
                .filter(type -> type.equals(key) || type.replace("-", "").equalsIgnoreCase(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "notification.whatsapp.templates names no type of message: " + key));
    }

    /**
     * A template.
     *
     * @param name as Meta knows it; absent where only Twilio sends it
     * @param contentSids as Twilio knows it, by language ({@code en}, {@code ar}); absent where only Meta sends it
     * @param parameters which parts of our message stand in its variables, in order
     */
    record Approved(
            @Nullable @Pattern(regexp = "[a-z0-9_]{1,512}") String name,
            @DefaultValue Map<String, @NotNull @Pattern(regexp = "HX[0-9a-f]{32}") String> contentSids,
            @DefaultValue("summary") @NotEmpty List<Part> parameters) {

        Approved {
            contentSids = Map.copyOf(contentSids);
            parameters = List.copyOf(parameters);
        }
    }

    /** A part of a message. */
    enum Part {
        SUBJECT,
        SUMMARY,
        TEXT
    }
}
