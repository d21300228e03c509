package io.aman.local.mail;

import io.aman.local.part.Part;
import java.time.Clock;

/** Starts the mail catcher: {@code MailMain <host> <smtpPort> <httpPort> <dataDir>}. */
public final class MailMain {
    private MailMain() {}

    public static void main(String[] args) throws InterruptedException {
        new Part("mail", "<host> <smtpPort> <httpPort> <dataDir>").run(args, arguments -> {
            var host = arguments.text(0);
            return MailCatcher.start(
                    host,
                    arguments.freePort(1, host),
                    arguments.freePort(2, host),
                    new MailFolder(arguments.folder(3), Clock.systemUTC()));
        });
    }
}
