package io.aman.platform;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people reach the suite; links in messages are made from it and never from what a request says of itself.
 *
 * @param publicUrl {@code aman.public-url}: absolute, HTTP(S), with neither query nor fragment
 */
@ConfigurationProperties("aman")
public record PublicUrl(
        @DefaultValue("http://127.0.0.1:8080") URI publicUrl) {

    public PublicUrl {
        var scheme = publicUrl.getScheme();
        if (!("https".equals(scheme) || "http".equals(scheme))
                || publicUrl.getHost() == null
                || publicUrl.getRawQuery() != null
                || publicUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("aman.public-url is no absolute HTTP(S) URL without query and fragment");
        }
    }

    /**
     * What lies there under a path.
     *
     * @param path begins with a slash; a query may follow
     */
    public String at(String path) {
        var base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    /**
     * A link that carries a token behind {@code #}, where neither a server's log nor a Referer header sees it.
     *
     * @param path begins with a slash
     * @param token of characters that a fragment may have (RFC 3986, section 3.5)
     */
    public String link(String path, Secret token) {
        return at(path) + "#" + token.reveal();
    }
}
