package io.aman.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/**
 * The indexes of a collection, and which queries they serve: fields that are equal to something first, then the order
 * that is asked for or what lies between bounds, and everything else that is looked at among the index's keys.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/tutorial/equality-sort-range-guideline/">Equality, sort, range</a>
 */
record DeclaredIndexes(List<Declared> all) {

    /** @param keys fields with 1 or -1, in order */
    record Declared(Document keys, boolean isUnique, boolean isSparse) {

        static Declared of(Document described) {
            var keys = described.get("key", Document.class);
            var isId = keys.keySet().equals(Set.of("_id"));
            return new Declared(
                    keys, isId || described.getBoolean("unique", false), described.getBoolean("sparse", false));
        }

        /** @param unserved fields that may be looked at in each document */
        private boolean serves(AskedQuery query, Set<String> unserved) {
            var fields = new ArrayList<>(keys.keySet());
            var fixed = 0;
            while (fixed < fields.size() && query.equal().contains(fields.get(fixed))) {
                fixed++;
            }
            if (isUnique && fixed == fields.size()) {
                return true; // one document, whatever else is asked of it
            }
            var isBounded = fixed < fields.size() && isBounded(query, fields.get(fixed));
            var looked = new HashSet<>(query.fields());
            looked.removeAll(keys.keySet());
            looked.removeAll(unserved);
            return looked.isEmpty()
                    && isInOrder(query, fields.subList(fixed, fields.size()))
                    && (fixed > 0 || isBounded || (!isSparse && !query.orderBy().isEmpty()));
        }

        private static boolean isBounded(AskedQuery query, String field) {
            return query.bounded().contains(field);
        }

        private boolean isInOrder(AskedQuery query, List<String> rest) {
            var direction = 0;
            var at = 0;
            for (var wanted : query.orderBy().entrySet()) {
                if (at == rest.size() || !rest.get(at).equals(wanted.getKey())) {
                    return false;
                }
                var ahead = keys.getInteger(rest.get(at)) * wanted.getValue();
                if (direction == -ahead) {
                    return false;
                }
                direction = ahead;
                at++;
            }
            return true;
        }
    }

    /** @param described as the server lists them; of a collection that nobody has written to it lists none, not even the first */
    static DeclaredIndexes of(Iterable<Document> described) {
        var all = new ArrayList<>(List.of(new Declared(new Document("_id", 1), true, false)));
        described.forEach(index -> all.add(Declared.of(index)));
        return new DeclaredIndexes(all);
    }

    boolean serve(AskedQuery query, Set<String> unserved) {
        return all.stream().anyMatch(index -> index.serves(query, unserved));
    }
}
