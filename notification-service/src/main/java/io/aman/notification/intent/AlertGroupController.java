package io.aman.notification.intent;

import io.aman.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes what Alertmanager tells of the services themselves; never reached from outside. */
@RestController
class AlertGroupController {

    private static final Logger log = LoggerFactory.getLogger(AlertGroupController.class);

    private final AlertHookProperties hook;
    private final TellOperators tellOperators;

    AlertGroupController(AlertHookProperties hook, TellOperators tellOperators) {
        this.hook = hook;
        this.tellOperators = tellOperators;
    }

    /** Alertmanager posts again after a 5xx and gives up after a 4xx; what it posts twice is told once. */
    @PostMapping("/internal/alerts")
    @Operation(
            operationId = "tellOfAlerts",
            summary = "A group of Alertmanager's alerts, which the operators are told of")
    ResponseEntity<?> take(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
            @RequestBody byte[] body) {
        if (!hook.admits(authorization)) {
            log.warn("Alerts were refused: they came without a token of notification.alerts.tokens");
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .body(Problem.of(
                            HttpStatus.UNAUTHORIZED, "session-invalid", "That is no token of Alertmanager's."));
        }
        AlertGroup group;
        try {
            group = AlertGroup.read(body);
        } catch (IllegalArgumentException _) {
            return ResponseEntity.of(
                            Problem.of(HttpStatus.BAD_REQUEST, "malformed-json", "That is no group of alerts."))
                    .build();
        }
        tellOperators.of(group);
        return ResponseEntity.noContent().build();
    }
}
