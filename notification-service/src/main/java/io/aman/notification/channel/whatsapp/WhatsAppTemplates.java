package io.aman.notification.channel.whatsapp;

import io.aman.notification.channel.whatsapp.TemplateProperties.Approved;
import io.aman.notification.channel.whatsapp.TemplateProperties.Part;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.template.Message;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds what a message is sent as, and fills it. */
@Component
public class WhatsAppTemplates {

    public static final String CHANNEL = "whatsapp";

    /** A variable has neither line breaks nor more than four blanks in a row, and at most so many characters. */
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final int LONGEST = 1024;

    private final TemplateProperties properties;

    WhatsAppTemplates(TemplateProperties properties) {
        this.properties = properties;
    }

    /** A template of Meta's, filled. */
    record Filled(String name, List<String> parameters) {}

    /** Content of Twilio's, filled. */
    public record Content(String contentSid, List<String> parameters) {

        /** Without the parameters: they tell who paid how much. */
        @Override
        public String toString() {
            return "Content[" + contentSid + "]";
        }
    }

    Optional<Filled> template(Delivery delivery) {
        return approved(delivery)
                .flatMap(approved -> Optional.ofNullable(approved.name())
                        .map(name -> new Filled(name, parameters(approved, delivery.message()))));
    }

    public Optional<Content> contentSid(Delivery delivery) {
        var language = delivery.message().language().tag();
        return approved(delivery)
                .flatMap(approved -> Optional.ofNullable(approved.contentSids().get(language))
                        .map(sid -> new Content(sid, parameters(approved, delivery.message()))));
    }

    private Optional<Approved> approved(Delivery delivery) {
        return Optional.ofNullable(properties.templates().get(delivery.type()));
    }

    private static List<String> parameters(Approved approved, Message message) {
        return approved.parameters().stream()
                .map(part -> variable(part(part, message)))
                .toList();
    }

    private static String part(Part part, Message message) {
        return switch (part) {
            case SUBJECT -> message.subject();
            case SUMMARY -> message.summary();
            case TEXT -> message.text();
        };
    }

    private static String variable(String text) {
        var line = BLANKS.matcher(text.strip()).replaceAll(" ");
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
