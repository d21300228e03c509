package io.aman.notification.channel.email;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;

/**
 * What a failure to send means. The answers of a server quote addresses, so only their codes leave this class.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1">RFC 5321, section 4.2.1</a>
 */
final class SmtpAnswer {

    private static final int PERMANENT = 500;

    private SmtpAnswer() {}

    /**
     * Permanent is a 5xx to the recipient or to the message. A 5xx to the connection, to us as sender or to our sign-in
     * is a fault of the set-up, which somebody may repair before the attempts are exhausted.
     */
    static Outcome outcome(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = behind(cause)) {
            switch (cause) {
                case SMTPAddressFailedException recipient -> {
                    return byCode(recipient.getReturnCode());
                }
                case SMTPSendFailedException message when isData(message.getCommand()) -> {
                    return byCode(message.getReturnCode());
                }
                default -> {
                    // what wraps it, or an answer to another command
                }
            }
        }
        return new Deferred("smtp-unreachable");
    }

    private static boolean isData(String command) {
        return command.startsWith("DATA") || command.equals(".");
    }

    private static Outcome byCode(int code) {
        var reason = "smtp-" + code;
        return code >= PERMANENT ? new Refused(reason) : new Deferred(reason);
    }

    /** Spring keeps the failure of each message aside, Jakarta Mail chains its own. */
    private static @Nullable Throwable behind(Throwable failure) {
        return switch (failure) {
            case MailSendException batch when batch.getMessageExceptions().length > 0 ->
                batch.getMessageExceptions()[0];
            case MessagingException chained -> chained.getNextException();
            default -> failure.getCause();
        };
    }
}
