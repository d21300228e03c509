package io.aman.session.identity.embedded;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.identity.EmailAddress;
import io.aman.testing.StoredDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Accounts of the last release, with their passwords. */
class StoredUsersTest {

    private static final Outbox OUTBOX = new Outbox("session-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoUsers.COLLECTION,
                        (mongo, stored) -> List.of(
                                new MongoUsers(mongo, OUTBOX, _ -> {})
                                        .byId(stored.getString("_id"))
                                        .orElseThrow(),
                                new MongoUsers(mongo, OUTBOX, _ -> {})
                                        .byEmail(EmailAddress.of(stored.getString("email")))
                                        .orElseThrow(),
                                new MongoUserPasswords(mongo, OUTBOX, _ -> {})
                                        .of(stored.getString("_id"))
                                        .orElseThrow()))
                .without("createdAt", "nextRepeatNoticeAt"));
    }
}
