package io.aman.notification.template;

import io.aman.testing.StoredDocument;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What editors made of a template under the last release: versions, the one that is live, a draft. */
class StoredTemplatesTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(MongoTemplateBook.COLLECTION, StoredTemplatesTest::template)
                .deeply());
    }

    private static Object template(MongoTemplate mongo, Document stored) {
        var book = new MongoTemplateBook(mongo);
        var template = Template.of(stored.getString("_id"));
        return List.of(book.live(), book.find(template), book.texts(template, 1), book.texts(template, 2));
    }
}
