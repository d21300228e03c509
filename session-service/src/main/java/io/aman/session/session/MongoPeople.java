package io.aman.session.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.RevocationEvent;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.Change;
import io.aman.platform.write.VersionedDocuments;
import io.aman.platform.write.VersionedDocuments.Form;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** People in the collection {@code people}; every change is one conditional update that carries its events. */
final class MongoPeople implements People {

    static final String COLLECTION = "people";

    private static final String SPENT = "spent";
    private static final String HELD = "passwordHeldSince";

    private static final Form<Person> FORM = new Form<>(Person::fresh, MongoPeople::person, MongoPeople::fields);

    private final MongoOperations mongo;
    private final VersionedDocuments<Person> documents;
    private final Revocations revocations;
    private final Clock clock;

    /** @param written told the id of each person whose outbox was filled */
    MongoPeople(MongoOperations mongo, Outbox outbox, Consumer<String> written, Revocations revocations, Clock clock) {
        this.mongo = mongo;
        this.documents = new VersionedDocuments<>(mongo, COLLECTION, outbox, written, FORM);
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public Person of(String userId) {
        return documents.of(userId);
    }

    @Override
    public Function<String, Person> of(Set<String> userIds) {
        var known = mongo.find(Query.query(where("_id").in(userIds)), Document.class, COLLECTION).stream()
                .map(MongoPeople::person)
                .collect(Collectors.toMap(Person::userId, Function.identity()));
        return userId -> Objects.requireNonNullElseGet(known.get(userId), () -> Person.fresh(userId));
    }

    @Override
    public Person endAll(String userId, EndReason reason, Actor by, DomainEvent... told) {
        var now = clock.instant();
        return change(userId, person -> person.endingAll(null), person -> allEnded(person, reason, by, now, told));
    }

    @Override
    public boolean endAll(String userId, OneUse use, EndReason reason, Actor by, DomainEvent... told) {
        var now = clock.instant();
        return once(
                userId, use, person -> person.endingAll(null), person -> allEnded(person, reason, by, now, told), now);
    }

    @Override
    public boolean holdPassword(String userId, OneUse cause, Instant since, EndReason reason, Actor by) {
        var now = clock.instant();
        return once(
                userId,
                cause,
                person -> person.endingAll(null).holdingPassword(since),
                person -> allEnded(person, reason, by, now),
                now);
    }

    @Override
    public boolean spend(String userId, OneUse use, DomainEvent... told) {
        var now = clock.instant();
        return once(
                userId,
                use,
                UnaryOperator.identity(),
                _ -> Arrays.stream(told).map(event -> event(userId, now, event)).toList(),
                now);
    }

    @Override
    public Person passwordReset(String userId, Instant chosenAt, EndReason reason, Actor by, DomainEvent... told) {
        var now = clock.instant();
        return change(
                userId,
                person -> person.endingAll(null).withPasswordOf(chosenAt),
                person -> allEnded(person, reason, by, now, told));
    }

    /** Whether this use was the first. */
    private boolean once(String userId, OneUse use, UnaryOperator<Person> rule, Told told, Instant now) {
        try {
            change(
                    userId,
                    person -> {
                        if (person.hasSpent(use)) {
                            throw new Spent();
                        }
                        return rule.apply(person).spending(use, now);
                    },
                    told);
            return true;
        } catch (Spent _) {
            return false;
        }
    }

    /** Leaves {@link #change} without a write. */
    private static final class Spent extends RuntimeException {}

    @Override
    public Person endOthers(Session current, EndReason reason, Actor by) {
        var now = clock.instant();
        return change(
                current.userId(),
                person -> {
                    if (person.covers(current)) {
                        throw new SessionError.Revoked();
                    }
                    return person.endingAll(current.id());
                },
                person -> allEnded(person, reason, by, now));
    }

    private List<OutboxEvent> allEnded(Person person, EndReason reason, Actor by, Instant now, DomainEvent... told) {
        var userId = person.userId();
        var ended = Stream.of(
                revocations.of(
                        new RevocationEvent.User(
                                userId, person.generation(), person.spared(), revocations.forgetAfter(now)),
                        now),
                event(
                        userId,
                        now,
                        new SessionEvent.AllEnded(userId, person.generation(), person.spared(), reason.code(), by)));
        return Stream.concat(ended, Arrays.stream(told).map(more -> event(userId, now, more)))
                .toList();
    }

    @Override
    public Person permissionsChanged(String userId, DomainEvent told) {
        var now = clock.instant();
        return change(
                userId,
                Person::withOtherPermissions,
                person -> List.of(
                        revocations.of(
                                new RevocationEvent.Permissions(
                                        userId, person.permissionsVersion(), revocations.forgetAfter(now)),
                                now),
                        event(userId, now, told)));
    }

    @Override
    public void tell(String userId, DomainEvent told) {
        var now = clock.instant();
        change(userId, UnaryOperator.identity(), _ -> List.of(event(userId, now, told)));
    }

    private interface Told {
        List<OutboxEvent> of(Person changed);
    }

    private Person change(String userId, UnaryOperator<Person> rule, Told told) {
        return documents.change(userId, before -> {
            var after = rule.apply(before);
            return new Change<>(after, told.of(after), after);
        });
    }

    private static OutboxEvent event(String userId, Instant at, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, at, event);
    }

    static Document fields(Person person) {
        return new Document("generation", person.generation())
                .append("spared", person.spared())
                .append("permissionsVersion", person.permissionsVersion())
                .append(SPENT, spent(person))
                .append(HELD, person.passwordHeldSince());
    }

    private static List<Document> spent(Person person) {
        return person.spent().stream()
                .map(use -> new Document("id", use.id()).append("until", Date.from(use.until())))
                .toList();
    }

    static Person person(Document document) {
        var held = document.getDate(HELD);
        return new Person(
                document.getString("_id"),
                document.getLong("generation"),
                document.getString("spared"),
                document.getLong("permissionsVersion"),
                document.getList(SPENT, Document.class, List.of()).stream()
                        .map(use -> new OneUse(
                                use.getString("id"), use.getDate("until").toInstant()))
                        .toList(),
                held == null ? null : held.toInstant());
    }
}
