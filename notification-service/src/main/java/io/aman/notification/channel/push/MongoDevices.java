package io.aman.notification.channel.push;

import io.aman.events.Actor;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.AddressBook;
import io.aman.notification.recipient.Handle;
import io.aman.notification.recipient.PersonalData;
import io.aman.platform.security.Sealed;
import io.aman.platform.write.ConditionalWrites;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * One document a person, found by its id; places lie sealed. {@code ids} is unique among all people, and missing rather
 * than empty: an empty array is a value to the index, too.
 */
@Repository
class MongoDevices implements Devices, AddressBook, PersonalData {

    static final String COLLECTION = "pushDevices";

    private static final String CHANNEL = "push";
    private static final String VERSION = "version";
    private static final String DEVICES = "devices";
    private static final String IDS = "ids";
    private static final String SEALED = "sealed";
    private static final String ENDPOINT = "endpoint";
    private static final String P256DH = "p256dh";
    private static final String AUTH = "auth";
    private static final String SERVER_KEY = "serverKey";
    private static final String TOKEN = "token";
    private static final String PREFIX = "psh_";
    private static final int DIGITS = 32;
    private static final int TRIES = 20;
    private static final Duration MAX_PAUSE = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(MongoDevices.class);

    private final MongoOperations mongo;
    private final Sealed sealed;
    private final PushProperties properties;
    private final Clock clock;

    MongoDevices(MongoOperations mongo, Sealed sealed, PushProperties properties, Clock clock) {
        this.mongo = mongo;
        this.sealed = sealed;
        this.properties = properties;
        this.clock = clock;
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(IDS, Sort.Direction.ASC).unique().sparse());
    }

    @Override
    public Map<String, List<Address>> of(Collection<String> userIds, String channel) {
        return channel.equals(CHANNEL)
                ? mongo.find(Query.query(Criteria.where("_id").in(userIds)), Document.class, COLLECTION).stream()
                        .collect(Collectors.toMap(document -> document.getString("_id"), MongoDevices::addresses))
                : Map.of();
    }

    private static List<Address> addresses(Document document) {
        return document.getList(DEVICES, Document.class).stream()
                .map(device -> (Address) Handle.of(device.getString("kind"), device.getString("id")))
                .toList();
    }

    @Override
    public List<Device> of(String userId) {
        return stored(userId).stream().map(device -> device(userId, device)).toList();
    }

    @Override
    public Optional<Device> find(String userId, String id) {
        var found = stored(userId).stream()
                .filter(device -> device.getString("id").equals(id))
                .findFirst();
        try {
            var device = found.map(document -> device(userId, document));
            if (found.filter(document -> sealed.isUnderFormerKey(document.getString(SEALED)))
                    .isPresent()) {
                sealAnew(userId);
            }
            return device;
        } catch (Sealed.NotOpened _) {
            log.error("The devices of {} do not open with the keys of aman.sealing.keys", userId);
            return Optional.empty();
        }
    }

    private void sealAnew(String userId) {
        var document = mongo.findById(userId, Document.class, COLLECTION);
        if (document != null) { // whoever is faster has sealed them anew as well
            var _ = write(userId, document.getLong(VERSION), devices(userId, document));
        }
    }

    private List<Document> stored(String userId) {
        var document = mongo.findById(userId, Document.class, COLLECTION);
        return document == null ? List.of() : document.getList(DEVICES, Document.class);
    }

    @Override
    public Device add(String userId, Place place) {
        var ids = ids(place);
        var device = new Device(ids.getFirst(), clock.instant(), place);
        var after = change(
                userId,
                before ->
                        before.stream().anyMatch(known -> isSame(known, device)) ? before : with(before, ids, device));
        return after.stream()
                .filter(known -> known.id().equals(device.id()))
                .findFirst()
                .orElse(device);
    }

    private static boolean isSame(Device known, Device other) {
        return known.id().equals(other.id()) && known.place().equals(other.place());
    }

    private List<Device> with(List<Device> before, List<String> ids, Device device) {
        var all = Stream.concat(before.stream().filter(known -> !ids.contains(known.id())), Stream.of(device))
                .toList();
        return all.subList(Math.max(0, all.size() - properties.mostDevices()), all.size());
    }

    /** Today's first; sealing keys of before have given it others. */
    private List<String> ids(Place place) {
        return sealed.fingerprints(place.scheme() + ":" + place.identity(), "notification/push").stream()
                .map(print -> PREFIX + print.substring(0, DIGITS))
                .toList();
    }

    @Override
    public boolean remove(String userId, String id) {
        var isThere = stored(userId).stream()
                .anyMatch(device -> device.getString("id").equals(id));
        if (isThere) {
            change(
                    userId,
                    before -> before.stream()
                            .filter(device -> !device.id().equals(id))
                            .toList());
        }
        return isThere;
    }

    @Override
    public void forget(String userId, Actor by) {
        mongo.remove(Query.query(Criteria.where("_id").is(userId)), COLLECTION);
    }

    private List<Device> change(String userId, UnaryOperator<List<Device>> next) {
        return ConditionalWrites.untilNobodyIsFaster(TRIES, MAX_PAUSE, () -> {
                    var document = mongo.findById(userId, Document.class, COLLECTION);
                    var before = document == null ? List.<Device>of() : devices(userId, document);
                    var after = next.apply(before);
                    return after.equals(before)
                            ? Optional.of(before)
                            : write(userId, document == null ? 0 : document.getLong(VERSION), after);
                })
                .orElseThrow(PushError.Contended::new);
    }

    /** Empty when somebody else has written in between, or had one of the devices until now. */
    private Optional<List<Device>> write(String userId, long seen, List<Device> devices) {
        var update = new Update()
                .set(VERSION, seen + 1)
                .set(
                        DEVICES,
                        devices.stream().map(device -> document(userId, device)).toList());
        var ids = devices.stream().map(Device::id).toList();
        update = ids.isEmpty() ? update.unset(IDS) : update.set(IDS, ids);
        var own = Criteria.where("_id").is(userId).and(VERSION);
        try {
            if (seen == 0) {
                mongo.upsert(Query.query(own.exists(false)), update, COLLECTION);
                return Optional.of(devices);
            }
            var written = mongo.updateFirst(Query.query(own.is(seen)), update, COLLECTION);
            return written.getMatchedCount() == 0 ? Optional.empty() : Optional.of(devices);
        } catch (DuplicateKeyException _) {
            ids.forEach(id -> takeFromOthers(userId, id));
            return Optional.empty();
        }
    }

    private void takeFromOthers(String userId, String id) {
        var owner = mongo.findOne(Query.query(Criteria.where(IDS).is(id)), Document.class, COLLECTION);
        if (owner != null && !owner.getString("_id").equals(userId)) {
            remove(owner.getString("_id"), id);
        }
    }

    private List<Device> devices(String userId, Document document) {
        return document.getList(DEVICES, Document.class).stream()
                .map(device -> device(userId, device))
                .toList();
    }

    private Document document(String userId, Device device) {
        var place = device.place();
        var secrets = switch (place) {
            case Place.Browser browser ->
                Map.of(
                        ENDPOINT, browser.endpoint().toString(),
                        P256DH, browser.p256dh(),
                        AUTH, browser.auth(),
                        SERVER_KEY, browser.serverKey());
            case Place.App app -> Map.of(TOKEN, app.token());
        };
        return new Document("id", device.id())
                .append("kind", place.scheme())
                .append("addedAt", Date.from(device.addedAt()))
                .append(SEALED, sealed.seal(secrets, context(userId, device.id())));
    }

    private Device device(String userId, Document stored) {
        var id = stored.getString("id");
        var secrets = sealed.open(stored.getString(SEALED), context(userId, id));
        var place = stored.getString("kind").equals(Place.App.SCHEME)
                ? new Place.App(required(secrets.get(TOKEN)))
                : new Place.Browser(
                        URI.create(required(secrets.get(ENDPOINT))),
                        required(secrets.get(P256DH)),
                        required(secrets.get(AUTH)),
                        required(secrets.get(SERVER_KEY)));
        return new Device(id, stored.getDate("addedAt").toInstant(), place);
    }

    private static String required(@Nullable String secret) {
        return Objects.requireNonNull(secret);
    }

    private static String context(String userId, String id) {
        return "push/" + userId + "/" + id;
    }
}
