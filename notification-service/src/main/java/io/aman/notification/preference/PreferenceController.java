package io.aman.notification.preference;

import io.aman.notification.recipient.Addresses;
import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own preferences. */
@RestController
@RequestMapping("/api/notifications/preferences")
class PreferenceController {

    /** As {@code ETag} says it. */
    private static final Pattern VERSION = Pattern.compile("\"?([0-9]{1,18})\"?");

    private final PreferenceBook book;
    private final Addresses addresses;
    private final WhatWaits whatWaits;

    PreferenceController(PreferenceBook book, Addresses addresses, WhatWaits whatWaits) {
        this.book = book;
        this.addresses = addresses;
        this.whatWaits = whatWaits;
    }

    @GetMapping
    @Operation(operationId = "getNotificationPreferences", summary = "What the caller is told, how and when")
    ResponseEntity<PreferenceView> get(Caller caller) {
        return answer(book.of(caller.userId()), reachable(caller.userId()));
    }

    /** @param seen the version that the caller has read */
    @PutMapping
    @Operation(
            operationId = "replaceNotificationPreferences",
            summary = "Replaces what the caller is told, how and when")
    ResponseEntity<PreferenceView> replace(
            @RequestHeader("If-Match") String seen, @Valid @RequestBody PreferenceRequest request, Caller caller) {
        var version = version(seen);
        var reachable = reachable(caller.userId());
        var changed = book.change(caller.userId(), PreferenceBook.By.OWNER, before -> {
            if (before.version() != version) {
                throw new PreferenceError.Changed();
            }
            var after = request.of(before);
            requireReachable(after, reachable);
            return after;
        });
        whatWaits.planAnew(caller.userId());
        return answer(changed, reachable);
    }

    private static long version(String seen) {
        var version = VERSION.matcher(seen);
        if (!version.matches()) {
            throw new PreferenceError.Invalid("If-Match is the version that was read.");
        }
        return Long.parseLong(version.group(1));
    }

    private static void requireReachable(Preferences preferences, Set<Medium> reachable) {
        preferences
                .choices()
                .values()
                .forEach(media -> media.forEach((medium, choice) -> {
                    if (choice.enabled() && !reachable.contains(medium)) {
                        throw new PreferenceError.NoAddress(medium);
                    }
                }));
    }

    private Set<Medium> reachable(String userId) {
        var reachable = EnumSet.noneOf(Medium.class);
        for (var medium : Medium.values()) {
            if (medium.isGiven() || !addresses.of(userId, medium.key()).isEmpty()) {
                reachable.add(medium);
            }
        }
        return reachable;
    }

    private static ResponseEntity<PreferenceView> answer(Preferences preferences, Set<Medium> reachable) {
        return ResponseEntity.ok()
                .eTag(String.valueOf(preferences.version()))
                .body(PreferenceView.of(preferences, reachable));
    }
}
