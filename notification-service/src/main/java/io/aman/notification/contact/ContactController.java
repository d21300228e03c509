package io.aman.notification.contact;

import io.aman.notification.recipient.PhoneNumber;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own numbers; another's is unknown, as one that never was. */
@RestController
@RequestMapping("/api/notifications/addresses")
class ContactController {

    /** @param number in E.164, such as {@code +96550000000} */
    record NumberRequest(@NotNull @Size(max = 20) String number) {}

    /** @param code as the message to the number said it */
    record CodeRequest(@NotNull Secret code) {}

    /** @param number its last two digits */
    record ContactView(String id, String number, boolean confirmed, Instant addedAt) {

        static ContactView of(Contact contact) {
            return new ContactView(contact.id(), contact.number().toString(), contact.isConfirmed(), contact.addedAt());
        }
    }

    private final ContactBook book;
    private final ConfirmNumber confirmNumber;

    ContactController(ContactBook book, ConfirmNumber confirmNumber) {
        this.book = book;
        this.confirmNumber = confirmNumber;
    }

    @GetMapping
    @Operation(operationId = "listNotificationAddresses", summary = "The numbers where the caller can be told")
    List<ContactView> list(Caller caller) {
        return book.of(caller.userId()).all().stream().map(ContactView::of).toList();
    }

    @PostMapping
    @Operation(operationId = "addNotificationAddress", summary = "Adds a number, and sends it a code by SMS")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequireFreshSignIn
    ContactView add(@Valid @RequestBody NumberRequest request, Caller caller) {
        return ContactView.of(confirmNumber.ask(caller.userId(), number(request)));
    }

    @PostMapping("/{id}/confirm")
    @Operation(
            operationId = "confirmNotificationAddress",
            summary = "Confirms a number by the code that was sent to it")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@PathVariable String id, @Valid @RequestBody CodeRequest request, Caller caller) {
        confirmNumber.confirm(caller.userId(), id, request.code());
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteNotificationAddress", summary = "Removes a number: nothing is told there any more")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequireFreshSignIn
    void delete(@PathVariable String id, Caller caller) {
        book.change(caller.userId(), before -> before.without(id));
    }

    private static PhoneNumber number(NumberRequest request) {
        try {
            return new PhoneNumber(request.number());
        } catch (IllegalArgumentException _) {
            throw new ContactError.NoNumber();
        }
    }
}
