package io.aman.local.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** The pages people read. Everything a mail says is escaped; its HTML shows in a sandboxed frame only. */
final class MailPages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
            table { border-collapse: collapse; width: 100% } th, td { text-align: start; padding: .4rem .6rem;
              border-bottom: 1px solid #ccc; vertical-align: top; overflow-wrap: anywhere }
            td.time { white-space: nowrap } iframe { width: 100%; height: 70vh; border: 1px solid #ccc; background: #fff }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ccc; padding: 1rem }
            """;

    private MailPages() {}

    /** @param total how many there are; {@code newest} may be fewer */
    static String list(List<CaughtMail> newest, int total) {
        var rows = new StringBuilder();
        for (var mail : newest) {
            rows.append("<tr><td class=\"time\">%s</td><td dir=\"auto\"><a href=\"/mails/%s\">%s</a></td>"
                    .formatted(TIME.format(mail.receivedAt()), mail.id(), escape(subject(mail))));
            rows.append("<td dir=\"auto\">%s</td><td dir=\"auto\">%s</td></tr>\n"
                    .formatted(escape(mail.from()), escape(String.join(", ", mail.to()))));
        }
        var shown = newest.size() < total ? ", the newest %d shown".formatted(newest.size()) : "";
        return page("Caught mail", """
                <p>%d caught%s. As JSON: <a href="/api/mails">/api/mails</a></p>
                <table><thead><tr><th>Time</th><th>Subject</th><th>From</th><th>To</th></tr></thead>
                <tbody>
                %s</tbody></table>
                """.formatted(total, shown, rows));
    }

    static String mail(CaughtMail mail) {
        var body = new StringBuilder(
                "<p><a href=\"/\">All mail</a> · <a href=\"/mails/%s/raw\">Source</a></p>\n".formatted(mail.id()));
        if (mail.html() != null) {
            // links open in a new tab, outside the sandbox; scripts and forms stay off
            body.append("<iframe title=\"HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"%s\">"
                            .formatted(escape("<base target=\"_blank\">" + mail.html())))
                    .append("</iframe>\n");
        }
        if (mail.text() != null) {
            body.append("<pre dir=\"auto\">%s</pre>\n".formatted(escape(mail.text())));
        }
        return page(subject(mail), body + headers(mail.headers()));
    }

    private static String headers(Map<String, String> headers) {
        var rows = new StringBuilder("<table><tbody>\n");
        headers.forEach((name, value) ->
                rows.append("<tr><th>%s</th><td dir=\"auto\">%s</td></tr>\n".formatted(escape(name), escape(value))));
        return rows + "</tbody></table>\n";
    }

    private static String subject(CaughtMail mail) {
        return mail.subject().isBlank() ? "(no subject)" : mail.subject();
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%1$s</title><style>%2$s</style></head>
                <body><h1 dir="auto">%1$s</h1>
                %3$s</body></html>
                """.formatted(escape(title), STYLE, body);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
