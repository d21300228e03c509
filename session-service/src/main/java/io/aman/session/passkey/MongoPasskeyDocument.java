package io.aman.session.passkey;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A passkey as it lies in its person's document. */
final class MongoPasskeyDocument {

    static final String KEYS = "keys";
    static final String CREDENTIAL = "credentialId";

    private MongoPasskeyDocument() {}

    static Document of(Passkey key) {
        return new Document("id", key.id())
                .append(CREDENTIAL, key.credentialId())
                .append("name", key.name())
                .append("publicKey", key.publicKey())
                .append("attestation", key.attestation())
                .append("signatures", key.signatures())
                .append("transports", List.copyOf(key.transports()))
                .append("synced", key.synced())
                .append("createdAt", key.createdAt())
                .append("usedAt", key.usedAt());
    }

    static Passkey passkey(Document document) {
        return new Passkey(
                document.getString("id"),
                document.getString(CREDENTIAL),
                document.getString("name"),
                document.getString("publicKey"),
                document.getString("attestation"),
                document.getLong("signatures"),
                Set.copyOf(document.getList("transports", String.class)),
                document.getBoolean("synced", false),
                document.getDate("createdAt").toInstant(),
                instant(document.getDate("usedAt")));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
