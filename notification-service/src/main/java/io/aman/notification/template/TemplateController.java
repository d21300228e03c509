package io.aman.notification.template;

import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Templates for editors: draft, look, publish, go back. */
@RestController
@RequestMapping("/api/notifications/templates")
class TemplateController {

    private static final String PERMISSION = "notification.template";

    /** As {@code ETag} says it. */
    private static final Pattern REVISION = Pattern.compile("\"?([0-9]{1,18})\"?");

    private final TemplateBook book;
    private final Editions editions;
    private final EditTemplates edit;

    TemplateController(TemplateBook book, Editions editions, EditTemplates edit) {
        this.book = book;
        this.editions = editions;
        this.edit = edit;
    }

    /** All parts in all languages: what is left out is not there any more. */
    record DraftRequest(@NotNull @Size(max = 16) List<@NotNull @Valid Line> texts) {

        record Line(
                @NotBlank String language,
                @NotBlank String part,
                @NotNull String text) {}

        Texts of() {
            var all = new EnumMap<Language, Map<Part, String>>(Language.class);
            for (var line : texts) {
                var before = all.computeIfAbsent(language(line), _ -> new EnumMap<>(Part.class))
                        .put(part(line), line.text());
                if (before != null) {
                    throw new TemplateError.BadRequest("A part is written once in a language.");
                }
            }
            return new Texts(all);
        }

        private static Language language(Line line) {
            return Arrays.stream(Language.values())
                    .filter(language -> language.tag().equals(line.language()))
                    .findFirst()
                    .orElseThrow(() -> new TemplateError.BadRequest("A language is en or ar."));
        }

        private static Part part(Line line) {
            return Part.of(line.part()).orElseThrow(() -> new TemplateError.BadRequest("There is no such part."));
        }
    }

    record PublishRequest(@NotBlank @Size(max = 200) String why) {}

    record RollbackRequest(
            @NotNull @Min(0) Integer version,
            @NotBlank @Size(max = 200) String why) {}

    @GetMapping
    @Operation(operationId = "listTemplates", summary = "All templates, and which version of each is live")
    @RequirePermissions(PERMISSION)
    List<TemplateView> list() {
        return Arrays.stream(Template.values())
                .map(book::find)
                .map(TemplateView::of)
                .toList();
    }

    @GetMapping("/{type}")
    @Operation(operationId = "getTemplate", summary = "A template, and what its parts may name")
    @RequirePermissions(PERMISSION)
    ResponseEntity<TemplateView> get(@PathVariable String type) {
        return answer(book.find(template(type)));
    }

    @GetMapping("/{type}/texts")
    @Operation(
            operationId = "getTemplateTexts",
            summary = "The texts of a version, 0 for what is shipped; else the draft")
    @RequirePermissions(PERMISSION)
    TemplateView.Written texts(@PathVariable String type, @RequestParam(required = false) @Nullable Integer version) {
        return TemplateView.Written.of(version, textsOf(template(type), version));
    }

    @GetMapping("/{type}/history")
    @Operation(operationId = "getTemplateHistory", summary = "Who did what with a template, when and why; newest first")
    @RequirePermissions(PERMISSION)
    List<TemplateView.Event> history(@PathVariable String type) {
        return book.find(template(type)).history().reversed().stream()
                .map(TemplateView.Event::of)
                .toList();
    }

    /** @param to the draft where it is left out */
    @GetMapping("/{type}/diff")
    @Operation(operationId = "diffTemplate", summary = "What is different between two versions, or one and the draft")
    @RequirePermissions(PERMISSION)
    List<Difference> diff(
            @PathVariable String type, @RequestParam int from, @RequestParam(required = false) @Nullable Integer to) {
        var template = template(type);
        return Difference.between(textsOf(template, from), textsOf(template, to));
    }

    @GetMapping("/{type}/preview")
    @Operation(
            operationId = "previewTemplate",
            summary = "The messages of a version or the draft for a sample: usual, bare or hostile")
    @RequirePermissions(PERMISSION)
    List<Preview> preview(
            @PathVariable String type,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(defaultValue = "usual") String sample) {
        var template = template(type);
        return Preview.of(template, textsOf(template, version), sample(sample));
    }

    @PutMapping("/{type}/draft")
    @Operation(operationId = "replaceTemplateDraft", summary = "Replaces the draft, if it keeps every rule")
    @RequirePermissions(PERMISSION)
    ResponseEntity<TemplateView> draft(
            @PathVariable String type,
            @RequestHeader("If-Match") String seen,
            @Valid @RequestBody DraftRequest request,
            Caller caller) {
        return answer(edit.draft(template(type), revision(seen), request.of(), by(caller)));
    }

    @DeleteMapping("/{type}/draft")
    @Operation(operationId = "discardTemplateDraft", summary = "Throws the draft away")
    @RequirePermissions(PERMISSION)
    ResponseEntity<TemplateView> discard(
            @PathVariable String type, @RequestHeader("If-Match") String seen, Caller caller) {
        return answer(edit.discard(template(type), revision(seen), by(caller)));
    }

    @PostMapping("/{type}/publish")
    @Operation(
            operationId = "publishTemplate",
            summary = "Makes the draft the next version, by which messages are written")
    @RequirePermissions(PERMISSION)
    @RequireFreshSignIn
    ResponseEntity<TemplateView> publish(
            @PathVariable String type,
            @RequestHeader("If-Match") String seen,
            @Valid @RequestBody PublishRequest request,
            Caller caller) {
        return answer(edit.publish(template(type), revision(seen), request.why(), by(caller)));
    }

    @PostMapping("/{type}/rollback")
    @Operation(operationId = "rollBackTemplate", summary = "Has messages written by an older version again")
    @RequirePermissions(PERMISSION)
    @RequireFreshSignIn
    ResponseEntity<TemplateView> rollBack(
            @PathVariable String type,
            @RequestHeader("If-Match") String seen,
            @Valid @RequestBody RollbackRequest request,
            Caller caller) {
        return answer(edit.rollBack(template(type), revision(seen), request.version(), request.why(), by(caller)));
    }

    private Texts textsOf(Template template, @Nullable Integer version) {
        if (version != null) {
            return editions.texts(template, version).orElseThrow(() -> new TemplateError.VersionNotFound(version));
        }
        var draft = book.find(template).draft();
        if (draft == null) {
            throw new TemplateError.NoDraft();
        }
        return draft.texts();
    }

    /** Who really acts, were they to act as somebody else. */
    private static String by(Caller caller) {
        return caller.actor().name();
    }

    private static Template template(String type) {
        return Arrays.stream(Template.values())
                .filter(template -> template.type().equals(type))
                .findFirst()
                .orElseThrow(TemplateError.NotFound::new);
    }

    private static Sample sample(String name) {
        return Arrays.stream(Sample.values())
                .filter(sample -> sample.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new TemplateError.BadRequest("A sample is usual, bare or hostile."));
    }

    private static long revision(String seen) {
        var revision = REVISION.matcher(seen);
        if (!revision.matches()) {
            throw new TemplateError.BadRequest("If-Match is the revision that was read.");
        }
        return Long.parseLong(revision.group(1));
    }

    private static ResponseEntity<TemplateView> answer(EditedTemplate edited) {
        return ResponseEntity.ok().eTag(String.valueOf(edited.revision())).body(TemplateView.of(edited));
    }
}
