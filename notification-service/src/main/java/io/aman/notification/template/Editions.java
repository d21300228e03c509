package io.aman.notification.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The editions that hold now. Every instance looks every two seconds, if it has something to write, which versions are live;
 * texts are read once a version, since a version never changes.
 */
@Component
class Editions {

    private static final Logger log = LoggerFactory.getLogger(Editions.class);
    private static final int FORMER_HELD = 50;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final TemplateBook book;
    private final Clock clock;
    private final Composer composer = new Composer();
    private final Map<Template, Edition> shipped = new ConcurrentHashMap<>();
    private final Map<Template, Live> published = new ConcurrentHashMap<>();
    private final Cache<Former, Edition> former =
            Caffeine.newBuilder().maximumSize(FORMER_HELD).build();
    private @Nullable Instant lookedAt;
    private boolean isKnown;

    /** @param edition of that version, or of what we ship where it cannot be written */
    private record Live(int version, Edition edition) {}

    /** What held when something was promised that is written now. */
    private record Former(Template template, int version) {}

    Editions(TemplateBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** @throws RuntimeException of the store where it has never been read: what was published is not guessed */
    Edition current(Template template) {
        lookIfDue();
        var live = published.get(template);
        return live == null ? shipped(template) : live.edition();
    }

    /** That version; the one that holds now where it is kept no more, or this release cannot write it. */
    Edition of(Template template, int version) {
        if (version == 0) {
            return shipped(template);
        }
        var current = current(template);
        return current.version() == version
                ? current
                : former(new Former(template, version)).orElse(current);
    }

    private Optional<Edition> former(Former key) {
        var held = former.getIfPresent(key);
        if (held != null) {
            return Optional.of(held);
        }
        var read = book.texts(key.template(), key.version())
                .flatMap(texts -> writable(key.template(), key.version(), texts));
        read.ifPresent(edition -> former.put(key, edition));
        return read;
    }

    /** Empty for a version that never was, or is kept no more. */
    Optional<Texts> texts(Template template, int version) {
        return version == 0 ? Optional.of(Engine.shipped(template)) : book.texts(template, version);
    }

    /** The next message is written by what holds then. */
    synchronized void lookAgain() {
        lookedAt = null;
    }

    private synchronized void lookIfDue() {
        var now = clock.instant();
        if (lookedAt != null && Duration.between(lookedAt, now).abs().compareTo(LOOK_EVERY) < 0) {
            return;
        }
        try {
            var live = book.live();
            Arrays.stream(Template.values())
                    .forEach(template -> hold(template, Objects.requireNonNullElse(live.get(template), 0)));
            isKnown = true;
        } catch (RuntimeException e) {
            if (!isKnown) {
                throw e;
            }
            log.warn("Messages are written by the texts that were live before: {}", e.toString());
        }
        lookedAt = now;
    }

    private void hold(Template template, int version) {
        if (version == 0) {
            published.remove(template);
            return;
        }
        var held = published.get(template);
        if (held == null || held.version() != version) {
            published.put(template, new Live(version, load(template, version)));
        }
    }

    /** A message by the texts that we ship is better than none, should a release not understand what another published. */
    private Edition load(Template template, int version) {
        var texts = book.texts(template, version)
                .orElseThrow(() -> new IllegalStateException("%s has no version %d".formatted(template, version)));
        return writable(template, version, texts).orElseGet(() -> shipped(template));
    }

    private Optional<Edition> writable(Template template, int version, Texts texts) {
        try {
            var edition = new Edition(template, version, texts);
            for (var language : Language.values()) {
                Sample.USUAL.message(composer, edition, language);
                Sample.BARE.message(composer, edition, language);
            }
            return Optional.of(edition);
        } catch (RuntimeException e) {
            log.error("Version {} of {} cannot be written; another is used instead", version, template.type(), e);
            return Optional.empty();
        }
    }

    private Edition shipped(Template template) {
        return shipped.computeIfAbsent(template, key -> new Edition(key, 0, Engine.shipped(key)));
    }
}
