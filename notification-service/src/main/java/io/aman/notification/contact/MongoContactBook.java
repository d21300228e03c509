package io.aman.notification.contact;

import io.aman.events.Actor;
import io.aman.notification.contact.Contact.Asked;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.AddressBook;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.platform.write.ConditionalWrites;
import io.aman.platform.write.VersionedUpdate;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document a person, found by its id alone; number and code lie sealed, the rest open. */
@Repository
class MongoContactBook implements ContactBook, AddressBook, PersonalData {

    static final String COLLECTION = "contacts";

    private static final String VERSION = "version";
    private static final String CONTACTS = "contacts";
    private static final String CODES_SENT = "codesSent";
    private static final String CONFIRMED_AT = "confirmedAt";
    private static final String UNTIL = "until";
    private static final String GUESSES = "guesses";
    private static final String NUMBER = "number";
    private static final String CODE = "code";
    private static final String SEALED = "sealed";
    private static final String WHATSAPP = "whatsapp";
    private static final Set<String> CHANNELS = Set.of("sms", WHATSAPP);
    private static final int TRIES = 20;
    private static final Duration MAX_PAUSE = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(MongoContactBook.class);

    private final MongoOperations mongo;
    private final Sealed sealed;

    MongoContactBook(MongoOperations mongo, Sealed sealed) {
        this.mongo = mongo;
        this.sealed = sealed;
    }

    @Override
    public Contacts of(String userId) {
        return contacts(userId, mongo.findById(userId, Document.class, COLLECTION));
    }

    private Contacts contacts(String userId, @Nullable Document document) {
        return document == null
                ? new Contacts(userId, 0, List.of(), List.of())
                : new Contacts(
                        userId,
                        document.getLong(VERSION),
                        document.getList(CONTACTS, Document.class).stream()
                                .map(stored -> contact(userId, stored))
                                .toList(),
                        document.getList(CODES_SENT, Date.class).stream()
                                .map(Date::toInstant)
                                .toList());
    }

    private static Address address(PhoneNumber number, String channel) {
        return channel.equals(WHATSAPP) ? WhatsAppNumber.of(number) : number;
    }

    @Override
    public Map<String, List<Address>> of(Collection<String> userIds, String channel) {
        return CHANNELS.contains(channel)
                ? mongo.find(Query.query(Criteria.where("_id").in(userIds)), Document.class, COLLECTION).stream()
                        .collect(Collectors.toMap(
                                document -> document.getString("_id"),
                                document -> addresses(document.getString("_id"), document, channel)))
                : Map.of();
    }

    private List<Address> addresses(String userId, Document document, String channel) {
        try {
            var contacts = contacts(userId, document);
            if (isUnderFormerKey(document)) {
                write(contacts.version(), contacts); // whoever is faster seals them anew as well
            }
            return contacts.all().stream()
                    .filter(Contact::isConfirmed)
                    .map(contact -> address(contact.number(), channel))
                    .toList();
        } catch (Sealed.NotOpened _) { // it must not hold up what is told by other media
            log.error("The numbers of {} do not open with the keys of aman.sealing.keys", userId);
            return List.of();
        }
    }

    private boolean isUnderFormerKey(Document document) {
        return document.getList(CONTACTS, Document.class).stream()
                .anyMatch(stored -> sealed.isUnderFormerKey(stored.getString(SEALED)));
    }

    @Override
    public Contacts change(String userId, UnaryOperator<Contacts> next) {
        return ConditionalWrites.untilNobodyIsFaster(TRIES, MAX_PAUSE, () -> {
                    var now = of(userId);
                    var changed = next.apply(now);
                    return changed.equals(now) ? Optional.of(now) : write(now.version(), changed);
                })
                .orElseThrow(ContactError.Contended::new);
    }

    /** Empty when somebody else has written in between. */
    private Optional<Contacts> write(long seen, Contacts changed) {
        var userId = changed.userId();
        var update = new Update()
                .set(
                        CONTACTS,
                        changed.all().stream()
                                .map(contact -> document(userId, contact))
                                .toList())
                .set(CODES_SENT, changed.codesSent().stream().map(Date::from).toList());
        return VersionedUpdate.isWritten(mongo, COLLECTION, userId, VERSION, seen, update)
                ? Optional.of(new Contacts(userId, seen + 1, changed.all(), changed.codesSent()))
                : Optional.empty();
    }

    @Override
    public void forget(String userId, Actor by) {
        mongo.remove(Query.query(Criteria.where("_id").is(userId)), COLLECTION);
    }

    private Document document(String userId, Contact contact) {
        var secrets = new HashMap<String, String>();
        secrets.put(NUMBER, contact.number().value());
        var asked = contact.asked();
        if (asked != null) {
            secrets.put(CODE, asked.code().reveal());
        }
        return new Document("id", contact.id())
                .append("addedAt", Date.from(contact.addedAt()))
                .append(CONFIRMED_AT, contact.confirmedAt() == null ? null : Date.from(contact.confirmedAt()))
                .append(UNTIL, asked == null ? null : Date.from(asked.until()))
                .append(GUESSES, asked == null ? 0 : asked.guesses())
                .append(SEALED, sealed.seal(secrets, context(userId, contact.id())));
    }

    private Contact contact(String userId, Document stored) {
        var id = stored.getString("id");
        var secrets = sealed.open(stored.getString(SEALED), context(userId, id));
        var confirmedAt = stored.getDate(CONFIRMED_AT);
        return new Contact(
                id,
                new PhoneNumber(Objects.requireNonNull(secrets.get(NUMBER))),
                stored.getDate("addedAt").toInstant(),
                confirmedAt == null ? null : confirmedAt.toInstant(),
                asked(secrets.get(CODE), stored));
    }

    private static @Nullable Asked asked(@Nullable String code, Document stored) {
        return code == null
                ? null
                : new Asked(Secret.of(code), stored.getDate(UNTIL).toInstant(), stored.getInteger(GUESSES));
    }

    private static String context(String userId, String id) {
        return "contact/" + userId + "/" + id;
    }
}
