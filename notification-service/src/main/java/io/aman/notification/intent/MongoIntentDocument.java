package io.aman.notification.intent;

import io.aman.events.Money;
import io.aman.notification.intent.Notice.Reach;
import io.aman.notification.preference.Medium;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Intents as they are stored. */
final class MongoIntentDocument {

    static final String USER = "userId";
    static final String SEALED = "sealed";
    static final String CANCEL_KEY = "cancelKey";

    private static final String VERSION = "templateVersion";
    private static final String ROUTES = "routes";
    private static final String ALONE = "alone";

    private MongoIntentDocument() {}

    static Document of(Intent intent) {
        var notice = intent.notice();
        var amounts = new Document();
        notice.facts()
                .amounts()
                .forEach((name, money) -> amounts.append(
                        name, new Document("amountMinor", money.amountMinor()).append("currency", money.currency())));
        var routes = new Document();
        intent.routes().forEach((medium, route) -> routes.append(medium.key(), text(route)));
        var document = new Document("_id", intent.id())
                .append("eventId", intent.eventId())
                .append("at", Date.from(intent.at()))
                .append("template", notice.template().type())
                .append(USER, notice.userId())
                .append("amounts", amounts)
                .append("texts", new Document(Map.copyOf(notice.facts().texts())))
                .append("codes", new Document(Map.copyOf(notice.facts().codes())))
                .append("times", times(notice.facts()))
                .append("reach", notice.reach().name())
                .append("notBefore", date(notice.timing().notBefore()))
                .append("until", date(notice.timing().until()))
                .append(ROUTES, routes)
                .append(SEALED, sealing(notice.secrets()))
                .append("traceparent", intent.traceparent())
                .append(VERSION, intent.version())
                .append("tries", intent.tries());
        if (notice.timing().cancelKey() != null) { // its index is sparse
            document.append(CANCEL_KEY, notice.timing().cancelKey());
        }
        return document;
    }

    /** The field with the route of a medium. */
    static String route(Medium medium) {
        return ROUTES + "." + medium.key();
    }

    static String text(Route route) {
        return Objects.requireNonNullElse(route.digestId(), ALONE);
    }

    private static Route route(String text) {
        return text.equals(ALONE) ? Route.ALONE : new Route(text);
    }

    private static Map<Medium, Route> routes(Document stored) {
        var routes = new EnumMap<Medium, Route>(Medium.class);
        for (var medium : Medium.values()) {
            var route = stored.getString(medium.key());
            if (route != null) {
                routes.put(medium, route(route));
            }
        }
        return routes;
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static Document times(Facts facts) {
        var times = new Document();
        facts.times().forEach((name, time) -> times.append(name, Date.from(time)));
        return times;
    }

    private static @Nullable Document sealing(Notice.@Nullable Sealing secrets) {
        return secrets == null ? null : new Document("text", secrets.text()).append("context", secrets.context());
    }

    static Intent intent(Document document) {
        return new Intent(
                document.getString("_id"),
                document.getString("eventId"),
                document.getDate("at").toInstant(),
                notice(document),
                document.getString("traceparent"),
                document.getInteger("tries"),
                routes(document.get(ROUTES, new Document())),
                document.getInteger(VERSION));
    }

    /** One that was written before secrets were told of has neither reach nor codes nor times; older ones no routes. */
    private static Notice notice(Document document) {
        var secrets = document.get(SEALED, Document.class);
        return new Notice(
                Template.of(document.getString("template")),
                document.getString(USER),
                new Facts(
                        facts(document, "amounts", entry -> money((Document) entry)),
                        facts(document, "texts", String.class::cast),
                        facts(document, "codes", String.class::cast),
                        facts(document, "times", entry -> ((Date) entry).toInstant())),
                null,
                secrets == null ? null : new Notice.Sealing(secrets.getString("text"), secrets.getString("context")),
                Reach.valueOf(document.get("reach", Reach.EMAIL.name())),
                new Timing(
                        instant(document.getDate("notBefore")),
                        instant(document.getDate("until")),
                        document.getString(CANCEL_KEY)));
    }

    private static <V> Map<String, V> facts(Document document, String kind, Function<Object, V> read) {
        return document.get(kind, new Document()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> read.apply(entry.getValue())));
    }

    private static Money money(Document document) {
        return new Money(document.getLong("amountMinor"), document.getString("currency"));
    }
}
