package io.aman.platform.write;

import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations;

/** Many writes in one command, some of which others may have made before. */
public final class BulkWrites {

    private static final int DUPLICATE_KEY = 11000;

    private BulkWrites() {}

    /**
     * What became of them.
     *
     * @param count how many found what they were to change, or made something new
     * @param refused the places of those that would have made something that is there already
     */
    public record Written(int count, Set<Integer> refused) {}

    /**
     * Makes writes that depend on no order; where some are refused by a unique key, the others are made.
     *
     * @throws BulkOperationException where one failed for another reason
     */
    public static Written unordered(BulkOperations writes) {
        try {
            return new Written(count(writes.execute()), Set.of());
        } catch (BulkOperationException e) {
            if (e.getErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return new Written(
                    count(e.getResult()),
                    e.getErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toUnmodifiableSet()));
        }
    }

    private static int count(BulkWriteResult result) {
        return result.getMatchedCount()
                + result.getInsertedCount()
                + result.getUpserts().size();
    }
}
