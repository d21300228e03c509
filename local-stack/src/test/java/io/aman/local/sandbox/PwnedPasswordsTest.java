package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PwnedPasswordsTest {

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private HttpResponse<String> send(String path, String method, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void aRangeHasTheHashesBehindItsPrefixAndPaddingThatCountsNothing() throws Exception {
        var plain = send("/pwned/range/5BAA6", "GET", "");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).isEqualTo("1E4C9B93F3F0682250B6CF8331B7EE68FD8:1000\r\n");

        var padded = send("/pwned/range/5baa6", "GET", "", "Add-Padding", "true");
        assertThat(padded.body().lines())
                .hasSize(900)
                .allMatch(line -> line.matches("[0-9A-F]{35}:\\d+"))
                .filteredOn(line -> !line.endsWith(":0"))
                .containsExactly("1E4C9B93F3F0682250B6CF8331B7EE68FD8:1000");
    }

    @Test
    void whatIsToldIsKnown() throws Exception {
        var hash = "ABCDE" + "0".repeat(34) + "1";
        assertThat(send("/pwned/range/ABCDE", "GET", "").body()).isEmpty();
        assertThat(send("/_sandbox/pwned/passwords", "POST", "{\"sha1\":\"%s\"}".formatted(hash))
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("/pwned/range/ABCDE", "GET", "").body()).isEqualTo(hash.substring(5) + ":1\r\n");
    }

    @Test
    void whatIsNoPrefixIsRefusedAndAFaultIsAFault() throws Exception {
        assertThat(send("/pwned/range/5BAA", "GET", "").statusCode()).isEqualTo(400);
        assertThat(send("/_sandbox/pwned/passwords", "POST", "{\"sha1\":\"no\"}")
                        .statusCode())
                .isEqualTo(400);
        send("/_sandbox/faults", "POST", "{\"provider\":\"pwned\",\"kind\":\"status\",\"status\":503}");
        assertThat(send("/pwned/range/5BAA6", "GET", "").statusCode()).isEqualTo(503);
        assertThat(send("/pwned/range/5BAA6", "GET", "").statusCode()).isEqualTo(200);
    }
}
