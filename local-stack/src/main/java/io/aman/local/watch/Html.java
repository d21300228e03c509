package io.aman.local.watch;

/** Text within a page. */
final class Html {

    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A page that loads itself anew each ten seconds, and nothing from anywhere. */
    static String page(String title, String body) {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10">
                <title>%s</title><style>
                body { font: 14px system-ui, sans-serif; margin: 1rem; color: #222; background: #f6f6f6 }
                nav a { margin-right: 1rem } h1 { font-size: 1.3rem } h2 { font-size: .95rem; margin: 0 0 .4rem }
                main { display: grid; grid-template-columns: repeat(24, 1fr); gap: .6rem }
                section { background: #fff; border: 1px solid #ddd; border-radius: 4px; padding: .6rem; min-width: 0 }
                svg { width: 100%% } svg text { font-size: 11px; fill: #555 } .none { color: #888 }
                .number { font-size: 1.6rem; margin: .2rem 0 } .number small { font-size: .85rem; color: #555 }
                ul { list-style: none; margin: .3rem 0 0; padding: 0; font-size: .8rem } li { display: inline-block; margin-right: .8rem }
                li i { display: inline-block; width: .7rem; height: .7rem; margin-right: .3rem }
                </style></head><body>%s</body></html>
                """.formatted(escaped(title), body);
    }
}
