package io.aman.notification.channel.email;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import jakarta.mail.MessagingException;
import java.util.regex.Pattern;
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

    /** No such mailbox, domain or address, a mailbox that moved, or one that is closed (RFC 3463, sections 3.2 and 3.3). */
    private static final String NO_SUCH_ADDRESS = "5\\.(1\\.(1|2|3|6|10)|2\\.1)";

    private static final Pattern ANSWERS_NO_SUCH_ADDRESS =
            Pattern.compile("\\b5[0-9]{2}[ -]" + NO_SUCH_ADDRESS + "\\b");

    private SmtpAnswer() {}

    /**
     * Permanent is a 5xx to the recipient or to the message. A 5xx to the connection, to us as sender or to our sign-in
     * is a fault of the set-up, which somebody may repair before the attempts are exhausted. Where no answer came after
     * the connection stood, the message may be out: the server may have read all of it.
     */
    static Outcome outcome(Exception failure) {
        var beforeConnected = false;
        for (Throwable cause = failure; cause != null; cause = behind(cause)) {
            switch (cause) {
                case SMTPAddressFailedException recipient -> {
                    return toRecipient(recipient.getReturnCode(), recipient.getMessage());
                }
                case SMTPSendFailedException message -> {
                    return toCommand(message.getCommand(), message.getReturnCode());
                }
                case SMTPSenderFailedException sender -> {
                    return new Unavailable(reason(sender.getReturnCode()));
                }
                case MailAuthenticationException _ -> {
                    return new Unavailable("smtp-authentication");
                }
                case MailSendException batch -> beforeConnected |= batch.getCause() != null;
                default -> {
                    // what wraps it
                }
            }
        }
        return beforeConnected ? new Unavailable(UNREACHABLE) : new Unknown("smtp-no-answer");
    }

    /** @param status of RFC 3463, such as {@code 5.1.1} */
    static boolean isNoSuchAddress(String status) {
        return status.matches(NO_SUCH_ADDRESS);
    }

    private static Outcome toRecipient(int code, @Nullable String text) {
        if (code < 0) {
            return new Unavailable(UNREACHABLE);
        }
        return code >= PERMANENT
                ? new Refused(
                        reason(code),
                        text != null && ANSWERS_NO_SUCH_ADDRESS.matcher(text).find())
                : new Deferred(reason(code));
    }

    private static Outcome toCommand(String command, int code) {
        if (code < 0) {
            return command.equals(".") ? new Unknown("smtp-no-answer") : new Unavailable(UNREACHABLE);
        }
        return isData(command) ? byCode(code) : new Unavailable(reason(code));
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
