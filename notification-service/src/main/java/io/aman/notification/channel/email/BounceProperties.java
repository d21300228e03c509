package io.aman.notification.channel.email;

import io.aman.platform.Secret;
import io.aman.platform.webhook.HookTokens;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where mails that could not be delivered come back to.
 *
 * @param address of the mailbox, such as {@code bounces@example.com}, at most 12 characters before the {@code @}; every mail
 *     is sent with its envelope from {@code bounces+…@example.com}, so that mail to these has to end in the mailbox too
 * @param tokens any of them lets the mail server post what arrives in the mailbox, at least 32 characters each; two while
 *     one is changed
 * @param maxSize a larger report gets 413
 */
@ConfigurationProperties("notification.email.bounces")
record BounceProperties(
        String address,
        List<Secret> tokens,
        @DefaultValue("256KB") DataSize maxSize) {

    BounceProperties {
        requireMailbox(address);
        tokens = tokens == null ? List.of() : List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("notification.email.bounces.tokens is missing");
        }
        HookTokens.requireLong("notification.email.bounces.tokens", tokens);
    }

    private static void requireMailbox(String address) {
        try {
            var mailbox = new InternetAddress(address, true).getAddress();
            var user = mailbox.substring(0, Math.max(0, mailbox.lastIndexOf('@')));
            if (!mailbox.equals(address) || user.isEmpty() || user.length() > ReturnPath.LONGEST_USER) {
                throw new IllegalArgumentException(
                        "notification.email.bounces.address is not <at most 12 characters>@<domain>");
            }
        } catch (AddressException e) {
            throw new IllegalArgumentException("notification.email.bounces.address is no e-mail address", e);
        }
    }

    HookTokens hook() {
        return new HookTokens(tokens);
    }
}
