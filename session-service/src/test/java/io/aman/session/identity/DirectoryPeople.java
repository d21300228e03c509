package io.aman.session.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Actor;
import io.aman.events.PasswordEvent;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** People of a directory, whoever keeps the accounts. */
public abstract class DirectoryPeople {

    static final String PASSWORD = "correct horse battery";

    final String tag = Ids.random("").substring(0, 12);

    protected abstract IdentityProvider directory();

    protected abstract PasswordDirectory passwords();

    protected abstract MongoTemplate mongo();

    /** Where the directory tells of people: their ids are its keys. */
    protected abstract String collection();

    EmailAddress address(String local) {
        return EmailAddress.of("%s.%s@example.com".formatted(local, tag));
    }

    static Password password(String text) {
        return Password.typed(Secret.of(text));
    }

    void register(EmailAddress email, String password) {
        directory().register(new NewUser(email, password(password), "Noor \u0646\u0648\u0631", "ar"));
    }

    User registered(EmailAddress email) {
        register(email, PASSWORD);
        return verified(email, PASSWORD);
    }

    User verified(EmailAddress email, String password) {
        var verification = directory().verify(email, password(password));
        assertThat(verification).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) verification).user();
    }

    List<String> told(String userId) {
        var document = mongo().findById(userId, Document.class, collection());
        assertThat(document).isNotNull();
        return document.getList(Outbox.FIELD, Document.class).stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }

    PasswordState stateOf(User user) {
        return passwords().stateOf(user.id()).orElseThrow();
    }

    PasswordOutcome set(User user, String password, String over, int history) {
        var told = new PasswordEvent.PasswordChanged(
                user.id(), "changed", Instant.EPOCH, Actor.user(user.id(), null), null);
        return passwords().set(user.id(), new NewPassword(password(password), null, over, history, told));
    }

    PasswordOutcome set(User user, String password, int history) {
        return set(user, password, stateOf(user).mark(), history);
    }

    List<PasswordDirectory.Aging> aging(User user, Instant after, Instant before, int days) {
        return passwords().aging(after, before, days, 1000).stream()
                .filter(person -> person.user().equals(user))
                .toList();
    }
}
