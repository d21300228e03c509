package io.aman.testing;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * After the tests of a class: everything that the service asked of its database is served by an index that it declares,
 * or said to need none ({@link Unindexed}).
 *
 * @see WithMongo
 */
final class IndexGuard implements TestExecutionListener {

    @Override
    public void afterTestClass(TestContext context) {
        if (context.hasApplicationContext()) {
            context.getApplicationContext()
                    .getBeanProvider(MongoTemplate.class)
                    .ifAvailable(mongo -> check(mongo, context.getTestClass()));
        }
    }

    private static void check(MongoTemplate mongo, Class<?> test) {
        var unserved = RecordedCommands.ALL.take(mongo.getDb().getName()).entrySet().stream()
                .filter(asked -> !isServed(mongo, asked.getKey(), test))
                .map(asked -> asked.getKey() + "\n    at " + asked.getValue())
                .collect(Collectors.joining("\n"));
        if (!unserved.isEmpty()) {
            throw new AssertionError("no declared index serves\n" + unserved);
        }
    }

    private static boolean isServed(MongoOperations mongo, AskedQuery query, Class<?> test) {
        var fields = new TreeSet<String>();
        for (var told :
                AnnotatedElementUtils.findMergedRepeatableAnnotations(test, Unindexed.class, Unindexed.All.class)) {
            if (told.collection().equals(query.collection())) {
                if (told.fields().length == 0) {
                    return true;
                }
                fields.addAll(Arrays.asList(told.fields()));
            }
        }
        return DeclaredIndexes.of(mongo.getCollection(query.collection()).listIndexes())
                .serve(query, fields);
    }
}
