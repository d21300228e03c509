package io.aman.notification.preference;

import io.aman.notification.preference.UnsubscribeLinks.Subject;
import io.aman.notification.recipient.Recipients;
import io.aman.notification.template.Language;
import io.aman.platform.Secret;
import io.aman.platform.docs.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Switches one kind of message off by the link that came with it. To open the link changes nothing, since programs that
 * look at mails open links; to post to it does, from the page or from a mail program.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8058#section-3">RFC 8058, section 3</a>
 */
@RestController
@RequestMapping(UnsubscribeLinks.PATH)
class UnsubscribeController {

    private static final String FIELD = "List-Unsubscribe";
    private static final String ONE_CLICK = "One-Click";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    /** The page runs nothing, posts to this gateway alone, and nobody may put it into a frame. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; " + "frame-ancestors 'none'";

    /** What a mail program sends. */
    record OneClick(
            @Schema(name = FIELD, allowableValues = ONE_CLICK)
            String oneClick) {}

    private final UnsubscribeLinks links;
    private final PreferenceBook book;
    private final Recipients recipients;
    private final WhatWaits whatWaits;
    private final UnsubscribePage page = new UnsubscribePage();

    UnsubscribeController(UnsubscribeLinks links, PreferenceBook book, Recipients recipients, WhatWaits whatWaits) {
        this.links = links;
        this.book = book;
        this.recipients = recipients;
        this.whatWaits = whatWaits;
    }

    @GetMapping
    @Operation(operationId = "showUnsubscribePage", summary = "The page of a link in a message; it changes nothing")
    @Answers(body = String.class, mediaType = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(@RequestParam("t") Secret token) {
        var subject = links.open(token);
        return page(token, subject, book.of(subject.userId()));
    }

    @PostMapping(consumes = {MediaType.MULTIPART_FORM_DATA_VALUE, MediaType.APPLICATION_FORM_URLENCODED_VALUE})
    @Operation(
            operationId = "unsubscribe",
            summary = "Switches off what a link is about (RFC 8058)",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                                            schema = @Schema(implementation = OneClick.class))))
    @Answers(body = String.class, mediaType = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> unsubscribe(
            @RequestParam("t") Secret token,
            @Parameter(hidden = true) @RequestParam(name = FIELD, required = false) @Nullable String oneClick) {
        if (!ONE_CLICK.equals(oneClick)) {
            throw new PreferenceError.NotOneClick();
        }
        return switched(token, false);
    }

    @PostMapping("/undo")
    @Operation(operationId = "undoUnsubscribe", summary = "Switches on again what a link has switched off")
    @Answers(body = String.class, mediaType = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> undo(@RequestParam("t") Secret token) {
        return switched(token, true);
    }

    private ResponseEntity<String> switched(Secret token, boolean on) {
        var subject = links.open(token);
        if (recipients.isForgotten(subject.userId())) {
            throw new PreferenceError.LinkInvalid();
        }
        var now = book.change(
                subject.userId(),
                PreferenceBook.By.LINK,
                before -> before.switched(subject.category(), subject.medium(), on));
        whatWaits.planAnew(subject.userId());
        return page(token, subject, now);
    }

    private ResponseEntity<String> page(Secret token, Subject subject, Preferences preferences) {
        var isOn = preferences.isOn(subject.category(), subject.medium());
        var registered = recipients
                .find(subject.userId())
                .map(recipient -> Language.of(recipient.language()))
                .orElse(Language.ENGLISH);
        var html = page.render(
                subject,
                isOn,
                preferences.languageOr(registered),
                links.base(),
                links.path(isOn ? "" : "/undo", token));
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noStore())
                .body(html);
    }
}
