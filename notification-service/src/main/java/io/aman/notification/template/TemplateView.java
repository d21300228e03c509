package io.aman.notification.template;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A template as editors see it.
 *
 * @param revision for {@code If-Match} when it is changed
 * @param live the version that messages are written by; 0 is what we ship
 * @param last the highest version
 * @param draftedBy null where there is no draft
 * @param names what each part may name
 */
record TemplateView(
        String type,
        String category,
        long revision,
        int live,
        int last,
        @Nullable String draftedBy,
        @Nullable Instant draftedAt,
        Map<String, Set<String>> names) {

    /** @param version 0 for what we ship; null for the draft */
    record Written(@Nullable Integer version, List<Line> texts) {

        static Written of(@Nullable Integer version, Texts texts) {
            return new Written(
                    version,
                    Stream.of(Language.values())
                            .flatMap(language -> Stream.of(Part.values())
                                    .flatMap(part -> Optional.ofNullable(texts.text(language, part)).stream()
                                            .map(text -> new Line(language.tag(), part.key(), text))))
                            .toList());
        }
    }

    record Line(String language, String part, String text) {}

    /**
     * @param what {@code drafted}, {@code discarded}, {@code published} or {@code rolled-back}
     * @param version that was made live
     */
    record Event(
            String what,
            @Nullable Integer version,
            String by,
            @Nullable String why,
            Instant at) {

        static Event of(EditedTemplate.Entry entry) {
            return new Event(entry.what(), entry.version(), entry.by(), entry.why(), entry.at());
        }
    }

    static TemplateView of(EditedTemplate edited) {
        var template = edited.template();
        var draft = edited.draft();
        return new TemplateView(
                template.type(),
                template.category().key(),
                edited.revision(),
                edited.live(),
                edited.last(),
                draft == null ? null : draft.by(),
                draft == null ? null : draft.at(),
                Arrays.stream(Part.values()).collect(Collectors.toMap(Part::key, template::names)));
    }
}
