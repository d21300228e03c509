package io.aman.platform.inbox;

import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this service could not process, and the way to try it again once the cause is gone. */
@RestController
@RequestMapping("${aman.inbox.path}/dead-letters")
class DeadLetterController {

    private final DeadLetters deadLetters;
    private final String group;

    DeadLetterController(DeadLetters deadLetters, @Value("${spring.application.name}") String group) {
        this.deadLetters = deadLetters;
        this.group = group;
    }

    @GetMapping
    @Operation(operationId = "listDeadLetters", summary = "What the service could not process, and why")
    @RequirePermissions("events.view")
    List<DeadLetter> list() {
        return deadLetters.list();
    }

    @PostMapping("/{id}/replay")
    @Operation(operationId = "replayDeadLetter", summary = "Tries again what the service could not process")
    @Answers(status = 200, body = DeadLetter.class)
    @RequirePermissions("events.replay")
    ResponseEntity<?> replay(@PathVariable String id, Caller caller) {
        return deadLetters
                .replay(id, group, caller.userId())
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.of(
                                Problem.of(HttpStatus.NOT_FOUND, "dead-letter-not-found", "There is none of that id."))
                        .build());
    }
}
