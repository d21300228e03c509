package io.aman.notification.channel.email;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;

/**
 * What a failure to send means. The answers of a server quote addresses, so only their codes leave this class.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1">RFC 5321, section 4.2.1</a>
 */
final class SmtpAnswer {

    private static final int PERMANENT = 500;
    private static final String UNREACHABLE = "smtp-unreachable";

    private SmtpAnswer() {}

    /**
     * Permanent is a 5xx to the recipient or to the message. A 5xx to the connection, to us as sender or to our sign-in
     * is a fault of the set-up, which somebody may repair before the attempts are exhausted.
     */
    static Outcome outcome(Exception failure) {
        var reason = UNREACHABLE;
        for (Throwable cause = failure; cause != null; cause = behind(cause)) {
            switch (cause) {
                case SMTPAddressFailedException recipient -> {
                    return byCode(recipient.getReturnCode());
                }
                case SMTPSendFailedException message
                when isData(message.getCommand()) -> {
                    return byCode(message.getReturnCode());
                }
                case SMTPSendFailedException other -> reason = reason(other.getReturnCode());
                case SMTPSenderFailedException sender -> reason = reason(sender.getReturnCode());
                case MailAuthenticationException _ -> reason = "smtp-authentication";
                default -> {
                    // what wraps it
                }
            }
        }
        return new Deferred(reason);
    }

    private static boolean isData(String command) {
        return command.startsWith("DATA") || command.equals(".");
    }

    private static Outcome byCode(int code) {
        return code >= PERMANENT ? new Refused(reason(code)) : new Deferred(reason(code));
    }

    /** The code is -1 where the connection broke instead of an answer. */
    private static String reason(int code) {
        return code < 0 ? UNREACHABLE : "smtp-" + code;
    }

    /** Spring keeps the failure of each message aside, Jakarta Mail chains its own. */
    private static @Nullable Throwable behind(Throwable failure) {
        return switch (failure) {
            case MailSendException batch
            when batch.getMessageExceptions().length > 0 -> batch.getMessageExceptions()[0];
            case MessagingException chained -> chained.getNextException();
            default -> failure.getCause();
        };
    }
}
