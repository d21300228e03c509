package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of a browser as signing in takes: cookies for two sites, redirects, and one form. */
final class Browser {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Map<String, String> ours = new HashMap<>();
    private final Map<String, String> theirs = new HashMap<>();
    private URI place = URI.create("about:blank");

    Browser(int port) {
        this.port = port;
    }

    Browser copy() {
        var copy = new Browser(port);
        copy.ours.putAll(ours);
        copy.theirs.putAll(theirs);
        return copy;
    }

    /** Where it is now. */
    URI place() {
        return place;
    }

    HttpResponse<String> get(String path) {
        return atOurs(path, HttpRequest.newBuilder().GET());
    }

    HttpResponse<String> post(String path) {
        return atOurs(path, HttpRequest.newBuilder().POST(BodyPublishers.noBody()));
    }

    URI start() {
        return location(get("/api/auth/oidc/start?to=console"));
    }

    /** Signs in at Keycloak and comes back. */
    void signInAtKeycloak(String email, String password) {
        var back = get(answerOfKeycloak(email, password));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        place = location(back);
    }

    /** Signs in once more by what Keycloak remembers of this browser. */
    void comeBack() {
        var callback = location(send(HttpRequest.newBuilder().GET(), start(), theirs));
        place = location(get(callback.getPath() + "?" + callback.getRawQuery()));
    }

    /** Whether Keycloak would sign in whoever sits at this browser without asking them. */
    boolean isSignedInAtKeycloak() {
        var status = send(HttpRequest.newBuilder().GET(), start(), theirs).statusCode();
        assertThat(status).isIn(200, 302);
        return status == 302;
    }

    /** Signs in at Keycloak and stops before coming back. */
    String answerOfKeycloak(String email, String password) {
        var page = send(HttpRequest.newBuilder().GET(), start(), theirs);
        assertThat(page.statusCode()).isEqualTo(200);
        var form = FORM.matcher(page.body());
        assertThat(form.find()).as(page.body()).isTrue();
        var fields = "username=%s&password=%s"
                .formatted(
                        URLEncoder.encode(email, StandardCharsets.UTF_8),
                        URLEncoder.encode(password, StandardCharsets.UTF_8));
        var answer = send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(fields)),
                URI.create(form.group(1).replace("&amp;", "&")),
                theirs);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        var callback = location(answer);
        assertThat(callback.toString()).startsWith("https://app.example.com/api/auth/oidc/callback?");
        return callback.getPath() + "?" + callback.getRawQuery();
    }

    private HttpResponse<String> atOurs(String path, HttpRequest.Builder request) {
        return send(request, URI.create("http://127.0.0.1:%d%s".formatted(port, path)), ours);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, URI uri, Map<String, String> cookies) {
        request.uri(uri).header("User-Agent", "a browser");
        cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(cookie -> keep(cookie, cookies));
            return response;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keep(String cookie, Map<String, String> cookies) {
        var pair = cookie.split(";", 2)[0].split("=", 2);
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static URI location(HttpResponse<String> response) {
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }
}
