package io.aman.local.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks one part, once, whether it serves. */
final class ReadinessProbe {

    private static final int TIMEOUT_MILLIS = 1000;

    private ReadinessProbe() {}

    /**
     * @param logStart where in the log the part's present process begins: a line of an earlier one says nothing
     */
    static boolean passes(Part part, Path log, long logStart) {
        return switch (part.readiness()) {
            case Part.Readiness.LogLine said -> contains(log, logStart, said.line());
            case Part.Readiness.Answers asked -> answersOk(asked.address());
        };
    }

    private static boolean contains(Path log, long from, String wanted) {
        try (var reader = Files.newBufferedReader(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            reader.skip(from); // one char a byte in this charset
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.strip().equals(wanted)) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean answersOk(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }
}
