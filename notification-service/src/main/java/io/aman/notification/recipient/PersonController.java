package io.aman.notification.recipient;

import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The erasure of a person. */
@RestController
@RequestMapping("/api/notifications/people")
class PersonController {

    private static final Logger log = LoggerFactory.getLogger(PersonController.class);

    private final MongoRecipients recipients;
    private final List<PersonalData> places;

    PersonController(MongoRecipients recipients, List<PersonalData> places) {
        this.recipients = recipients;
        this.places = places;
    }

    /** Where to tell them goes first, so that nothing new is made while the rest goes. Asked again, it goes on. */
    @DeleteMapping("/{userId}")
    @Operation(operationId = "forgetRecipient", summary = "Erases everything that is kept of a person")
    @RequirePermissions("notification.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable String userId, Caller caller) {
        recipients.forget(userId, caller.actor());
        places.forEach(place -> place.forget(userId, caller.actor()));
        log.info("{} had a person forgotten", caller.actor().name());
    }
}
