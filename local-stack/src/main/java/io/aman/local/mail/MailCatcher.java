package io.aman.local.mail;

/** SMTP on one side, a readable list over HTTP on the other, a folder of mails between them. */
record MailCatcher(SmtpCatcher smtp, MailWeb web) implements AutoCloseable {

    /** @param smtpPort 0 for any free one, as {@code httpPort} */
    static MailCatcher start(String host, int smtpPort, int httpPort, MailFolder folder) throws InterruptedException {
        var smtp = SmtpCatcher.start(host, smtpPort, folder);
        try {
            return new MailCatcher(smtp, MailWeb.start(host, httpPort, folder));
        } catch (RuntimeException e) {
            smtp.close();
            throw e;
        }
    }

    @Override
    public void close() {
        smtp.close();
        web.close();
    }
}
