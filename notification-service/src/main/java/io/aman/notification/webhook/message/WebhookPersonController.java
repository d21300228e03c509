package io.aman.notification.webhook.message;

import io.aman.notification.webhook.endpoint.EndpointDesk;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Erases what is kept of a person: their endpoints, and what messages to others say of them. */
@RestController
@RequestMapping("/api/webhooks/people")
class WebhookPersonController {

    private static final Logger log = LoggerFactory.getLogger(WebhookPersonController.class);

    private final EndpointDesk desk;
    private final MongoMessages messages;

    WebhookPersonController(EndpointDesk desk, MongoMessages messages) {
        this.desk = desk;
        this.messages = messages;
    }

    /** Asked again it does no harm. */
    @DeleteMapping("/{userId}")
    @Operation(
            operationId = "eraseWebhooksOfPerson",
            summary = "Erases a person's endpoints and what webhooks say of them")
    @RequirePermissions("notification.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@PathVariable String userId, Caller caller) {
        desk.forget(userId, caller.actor());
        messages.forget(userId);
        log.info("{} had a person erased from webhooks", caller.actor().name());
    }
}
