package io.aman.local.mail;

/** SMTP on one side, a readable list over HTTP on the other, a folder of mails between them. */
record MailCatcher(SmtpCatcher smtp, MailWeb web, Bounces bounces) implements AutoCloseable {

    /**
     * @param smtpPort 0 for any free one, as {@code httpPort}
     * @param bounces is closed with it
     */
    static MailCatcher start(String host, int smtpPort, int httpPort, MailFolder folder, Bounces bounces)
            throws InterruptedException {
        var smtp = SmtpCatcher.start(host, smtpPort, folder, bounces);
        try {
            var catcher = new MailCatcher(smtp, MailWeb.start(host, httpPort, folder), bounces);
            bounces.takeUp();
            return catcher;
        } catch (RuntimeException e) {
            smtp.close();
            throw e;
        }
    }

    @Override
    public void close() {
        smtp.close();
        web.close();
        bounces.close();
    }
}
