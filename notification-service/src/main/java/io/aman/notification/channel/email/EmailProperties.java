package io.aman.notification.channel.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How mail is sent; the server is {@code spring.mail}'s.
 *
 * @param from the sender, such as {@code Aman <no-reply@example.com>}; its domain is that of the Message-IDs too
 * @param unsubscribe a mailbox where somebody, or a program of yours, reads who wants no more of these mails; none where
 *     absent, and the link alone is offered
 */
@ConfigurationProperties("notification.email")
record EmailProperties(String from, @Nullable String unsubscribe) {

    EmailProperties {
        parse("from", from);
        if (unsubscribe != null) {
            parse("unsubscribe", unsubscribe);
        }
    }

    InternetAddress sender() {
        return parse("from", from);
    }

    String domain() {
        var address = sender().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static InternetAddress parse(String name, String text) {
        try {
            var address = new InternetAddress(text, true);
            if (!address.getAddress().contains("@")) {
                throw new IllegalArgumentException("notification.email.%s has no domain".formatted(name));
            }
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException("notification.email.%s is no e-mail address".formatted(name), e);
        }
    }
}
