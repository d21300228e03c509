package io.aman.notification.preference;

import io.aman.notification.template.Category;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Links by which whoever reads a message switches its kind off. A token is sealed: it says nothing to anybody else, cannot
 * be made by anybody else, and needs no store. It works as long as its key is one of {@code aman.sealing.keys}.
 *
 * <p>It stands in the query, which is no part of any log or trace here; what is behind {@code #} would not reach the
 * service that a mail program posts to.
 */
@Component
public class UnsubscribeLinks {

    /** The path of all of them. */
    static final String PATH = "/api/notifications/unsubscribe";

    private static final String CONTEXT = "unsubscribe";

    /** What a link is about. */
    record Subject(String userId, Category category, Medium medium) {}

    private final Sealed sealed;
    private final PublicUrl publicUrl;

    public UnsubscribeLinks(Sealed sealed, PublicUrl publicUrl) {
        this.sealed = sealed;
        this.publicUrl = publicUrl;
    }

    /** The link for one kind of message to one person; empty where that cannot be switched off. */
    public Optional<String> link(String userId, Category category, Medium medium) {
        if (Preferences.isLocked(category, medium)) {
            return Optional.empty();
        }
        var facts = Map.of("u", userId, "c", category.key(), "m", medium.name());
        var token = Secret.of(sealed.seal(facts, CONTEXT));
        return Optional.of(publicUrl.publicUrl().resolve(path("", token)).toString());
    }

    /** The path that the suite is under: empty, or beginning with a slash. */
    String base() {
        var path = publicUrl.publicUrl().getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** @param below what is below {@link #PATH}: empty, or beginning with a slash */
    String path(String below, Secret token) {
        return base() + PATH + below + "?t=" + token.reveal();
    }

    /** @throws PreferenceError.LinkInvalid when it is none of ours, or of a key that is not there any more */
    Subject open(Secret token) {
        try {
            var facts = sealed.open(token.reveal(), CONTEXT);
            return new Subject(
                    facts.getOrDefault("u", ""),
                    Category.of(facts.getOrDefault("c", "")),
                    Medium.valueOf(facts.getOrDefault("m", "")));
        } catch (Sealed.NotOpened | IllegalArgumentException _) {
            throw new PreferenceError.LinkInvalid();
        }
    }
}
