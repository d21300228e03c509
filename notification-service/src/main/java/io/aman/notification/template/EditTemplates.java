package io.aman.notification.template;

import io.aman.notification.template.EditedTemplate.Change;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What editors do with a template; each was decided upon a revision, and fails where that is not the last one any more. */
@Component
class EditTemplates {

    private final TemplateBook book;
    private final TemplateRules rules;
    private final Editions editions;
    private final Clock clock;

    EditTemplates(TemplateBook book, TemplateRules rules, Editions editions, Clock clock) {
        this.book = book;
        this.rules = rules;
        this.editions = editions;
        this.clock = clock;
    }

    /** Replaces the draft by texts that keep every rule. */
    EditedTemplate draft(Template template, long seen, Texts texts, String by) {
        requireValid(template, texts);
        return change(template, seen, new Change.Drafted(texts, by, clock.instant()));
    }

    EditedTemplate discard(Template template, long seen, String by) {
        requireDraft(template, seen);
        return change(template, seen, new Change.Discarded(by, clock.instant()));
    }

    /** Makes the draft the version that messages are written by from now on; it keeps its number for ever. */
    EditedTemplate publish(Template template, long seen, String why, String by) {
        var now = requireDraft(template, seen);
        var draft = now.draft();
        if (draft == null) {
            throw new TemplateError.NoDraft();
        }
        requireValid(template, draft.texts()); // an older release may have had other rules
        return change(template, seen, new Change.Published(now.last() + 1, draft.texts(), why, by, clock.instant()));
    }

    /** Has messages written by an older version, or by what we ship, 0. A draft stays. */
    EditedTemplate rollBack(Template template, long seen, int version, String why, String by) {
        var now = seen(template, seen);
        if (!now.has(version)) {
            throw new TemplateError.VersionNotFound(version);
        }
        return now.live() == version
                ? now
                : change(template, seen, new Change.RolledBack(version, why, by, clock.instant()));
    }

    private EditedTemplate requireDraft(Template template, long seen) {
        var now = seen(template, seen);
        if (now.draft() == null) {
            throw new TemplateError.NoDraft();
        }
        return now;
    }

    private EditedTemplate seen(Template template, long seen) {
        var now = book.find(template);
        if (now.revision() != seen) {
            throw new TemplateError.Changed();
        }
        return now;
    }

    private void requireValid(Template template, Texts texts) {
        var faults = rules.faults(template, texts);
        if (!faults.isEmpty()) {
            throw new TemplateError.Invalid(faults);
        }
    }

    private EditedTemplate change(Template template, long seen, Change change) {
        var changed = book.change(template, seen, change).orElseThrow(TemplateError.Changed::new);
        editions.lookAgain();
        return changed;
    }
}
