package io.aman.local.mail;

import io.aman.local.part.Part;
import io.aman.local.part.Secrets;
import java.time.Clock;

/**
 * Starts the mail catcher: {@code MailMain <host> <smtpPort> <httpPort> <dataDir> <gateway>}. The folder named by
 * {@code AMAN_SECRETS} holds {@code bounces.token}.
 */
public final class MailMain {
    private MailMain() {}

    public static void main(String[] args) throws InterruptedException {
        new Part("mail", "<host> <smtpPort> <httpPort> <dataDir> <gateway>").run(args, arguments -> {
            var host = arguments.text(0);
            var smtpPort = arguments.freePort(1, host);
            var httpPort = arguments.freePort(2, host);
            var folder = new MailFolder(arguments.folder(3), Clock.systemUTC());
            var bounces = new Bounces(folder, arguments.server(4), Secrets.read("bounces.token"), Clock.systemUTC());
            return MailCatcher.start(host, smtpPort, httpPort, folder, bounces);
        });
    }
}
