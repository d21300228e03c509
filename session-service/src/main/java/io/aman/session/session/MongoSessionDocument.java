package io.aman.session.session;

import io.aman.events.ClientFacts;
import io.aman.session.session.Session.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How a session lies in the database. There are millions of them, and every document repeats the names of its fields:
 * they are short, and what is null or 0 is left out.
 */
final class MongoSessionDocument {

    static final String COLLECTION = "sessions";

    static final String ID = "_id";
    static final String USER = "u";
    static final String COUNTER = "n";
    static final String ROTATED_AT = "r";
    static final String GENERATION = "g";
    static final String CREATED_AT = "c";
    static final String EXPIRES_AT = "x";
    static final String LAST_ACTIVITY = "a";
    static final String ADDRESS = "ip";
    static final String USER_AGENT = "ua";
    static final String DEVICE = "d";
    static final String BROWSER = "b";
    static final String OS = "o";
    static final String COUNTRY = "cc";
    static final String CITY = "ct";
    static final String PROVED_AT = "p";
    static final String METHODS = "m";
    static final String ACTOR = "by";
    static final String IDENTITY_SESSION = "idp";
    static final String ENDED_AT = "end";
    static final String END_REASON = "why";

    private MongoSessionDocument() {}

    /** A session that has just begun. */
    static Document of(Session session) {
        var document = new Document(ID, session.id())
                .append(USER, session.userId())
                .append(COUNTER, session.counter())
                .append(CREATED_AT, session.createdAt())
                .append(EXPIRES_AT, session.expiresAt())
                .append(LAST_ACTIVITY, session.lastActivity())
                .append(ADDRESS, session.origin().address());
        if (session.generation() > 0) {
            document.append(GENERATION, session.generation());
        }
        put(document, USER_AGENT, session.origin().userAgent());
        put(document, session.client());
        put(document, session.proof());
        return document;
    }

    static Session session(Document document) {
        return new Session(
                document.getString(ID),
                document.getString(USER),
                document.containsKey(ENDED_AT) ? Status.ENDED : Status.ACTIVE,
                number(document, COUNTER),
                instant(document, ROTATED_AT),
                number(document, GENERATION),
                document.getDate(CREATED_AT).toInstant(),
                document.getDate(EXPIRES_AT).toInstant(),
                document.getDate(LAST_ACTIVITY).toInstant(),
                new Origin(document.getString(ADDRESS), document.getString(USER_AGENT)),
                client(document),
                proof(document));
    }

    static String methods(Proof proof) {
        return String.join(" ", proof.methods());
    }

    private static void put(Document document, Proof proof) {
        document.append(PROVED_AT, proof.at()).append(METHODS, methods(proof));
        put(document, ACTOR, proof.actor());
        put(document, IDENTITY_SESSION, proof.identitySession());
    }

    private static Proof proof(Document document) {
        return new Proof(
                document.getDate(PROVED_AT).toInstant(),
                Arrays.asList(document.getString(METHODS).split(" ", -1)),
                document.getString(ACTOR),
                document.getString(IDENTITY_SESSION));
    }

    private static void put(Document document, ClientFacts client) {
        document.append(DEVICE, client.device());
        put(document, BROWSER, client.browser());
        put(document, OS, client.os());
        put(document, COUNTRY, client.country());
        put(document, CITY, client.city());
    }

    static ClientFacts client(Document document) {
        return new ClientFacts(
                document.getString(DEVICE),
                document.getString(BROWSER),
                document.getString(OS),
                document.getString(COUNTRY),
                document.getString(CITY));
    }

    private static void put(Document document, String name, @Nullable String value) {
        if (value != null) {
            document.append(name, value);
        }
    }

    private static long number(Document document, String name) {
        return document.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable Instant instant(Document document, String name) {
        return document.get(name) instanceof Date date ? date.toInstant() : null;
    }
}
