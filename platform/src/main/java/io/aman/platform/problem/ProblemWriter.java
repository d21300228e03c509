package io.aman.platform.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Refusals that happen before a controller is reached. */
public final class ProblemWriter {

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** 401 with the challenge of RFC 6750, section 3; an expired token tells the client to refresh. */
    public void unauthorized(HttpServletResponse response, boolean expired) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                expired ? "token-expired" : "session-invalid",
                expired ? "The access token has expired; refresh it." : "Sign in first.");
    }

    /** @param slug as of {@link Problem#of} */
    public void write(HttpServletResponse response, HttpStatus status, String slug, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), Problem.of(status, slug, detail));
    }
}
