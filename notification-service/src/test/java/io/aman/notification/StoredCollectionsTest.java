package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoredCollectionsTest {

    @Test
    void aDocumentOfEveryCollectionIsKeptForLaterReleasesToRead() {
        var collections = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackagesOf(NotificationServiceApplication.class)
                        .stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getName().equals("COLLECTION"))
                        .map(StoredCollectionsTest::value)
                        .collect(Collectors.toUnmodifiableSet());

        assertThat(collections)
                .hasSizeGreaterThan(10)
                .allSatisfy(collection -> assertThat(getClass().getResource("/stored/%s.json".formatted(collection)))
                        .as(collection)
                        .isNotNull());
    }

    private static String value(JavaField field) {
        try {
            var constant = field.reflect();
            constant.setAccessible(true);
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
