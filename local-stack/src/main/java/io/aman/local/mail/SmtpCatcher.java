package io.aman.local.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;
import io.aman.local.part.CannotStart;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Accepts mail from anybody to anybody. A mail's {@code 250 OK} is sent when its file is written; where that fails the
 * sender gets {@code 451} and tries again. Nothing stays in memory: GreenMail's mailboxes are not used.
 */
final class SmtpCatcher implements AutoCloseable {
    private static final int MILLIS = 5_000;

    private final SmtpServer server;

    private SmtpCatcher(SmtpServer server) {
        this.server = server;
    }

    static SmtpCatcher start(String host, int port, MailFolder folder, Bounces bounces) throws InterruptedException {
        var setup = new ServerSetup(port, host, ServerSetup.PROTOCOL_SMTP);
        var server = new SmtpServer(setup, new FolderManagers(folder, bounces));
        server.startService();
        if (!server.waitTillRunning(MILLIS)) {
            throw new CannotStart("cannot listen on %s:%d".formatted(host, port));
        }
        return new SmtpCatcher(server);
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.stopService(MILLIS);
    }

    private static final class FolderManagers extends Managers {
        private final SmtpManager delivery;

        FolderManagers(MailFolder folder, Bounces bounces) {
            delivery = new FolderDelivery(this, folder, bounces);
        }

        @Override
        public SmtpManager getSmtpManager() {
            return delivery;
        }
    }

    private static final class FolderDelivery extends SmtpManager {
        private final MailFolder folder;
        private final Bounces bounces;

        FolderDelivery(Managers managers, MailFolder folder, Bounces bounces) {
            super(managers.getImapHostManager(), managers.getUserManager());
            this.folder = folder;
            this.bounces = bounces;
        }

        /** Called between the end of the data and the answer to it. */
        @Override
        public synchronized void send(SmtpState state) {
            var mail = state.getMessage();
            var recipients = mail.getToAddresses().stream()
                    .map(MailAddress::getEmail)
                    .sorted()
                    .toList();
            try {
                folder.add(mail.getMessage(), recipients);
                bounces.bringBack(mail.getReturnPath().getEmail(), recipients);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
