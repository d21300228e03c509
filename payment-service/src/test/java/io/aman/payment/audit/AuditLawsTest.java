package io.aman.payment.audit;

import static io.aman.payment.audit.AuditFixture.VERIFY;
import static io.aman.payment.audit.AuditFixture.entry;
import static io.aman.payment.audit.AuditFixture.erased;
import static io.aman.payment.audit.AuditFixture.kwd;
import static io.aman.payment.audit.AuditFixture.subject;
import static io.aman.payment.audit.AuditFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.audit.AuditEntry.Moved;
import io.aman.payment.audit.StoredTrail.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every chain, whatever is in it. */
class AuditLawsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Property(tries = 300)
    void whatWasWrittenHoldsErasedOrNot(@ForAll("trails") StoredTrail trail) {
        assertThat(VERIFY.verify(trail).valid()).isTrue();
        assertThat(VERIFY.verify(erased(trail)).valid()).isTrue();
    }

    @Property(tries = 300)
    void aDroppedEntryIsFound(@ForAll("trails") StoredTrail trail, @ForAll int which) {
        var entries = new ArrayList<>(trail.entries());
        entries.remove(Math.floorMod(which, entries.size()));
        assertThat(VERIFY.verify(with(trail, entries)).valid()).isFalse();
    }

    @Property(tries = 300)
    void reorderedEntriesAreFound(@ForAll("trails") StoredTrail trail, @ForAll int one, @ForAll int other) {
        var entries = new ArrayList<>(trail.entries());
        var a = Math.floorMod(one, entries.size());
        var b = Math.floorMod(other, entries.size());
        entries.set(a, trail.entries().get(b));
        entries.set(b, trail.entries().get(a));
        assertThat(VERIFY.verify(with(trail, entries)).valid()).isEqualTo(a == b);
    }

    @Property(tries = 300)
    void anInsertedEntryIsFound(@ForAll("trails") StoredTrail trail, @ForAll int from, @ForAll int to) {
        var entries = new ArrayList<>(trail.entries());
        entries.add(Math.floorMod(to, entries.size() + 1), trail.entries().get(Math.floorMod(from, entries.size())));
        assertThat(VERIFY.verify(with(trail, entries)).valid()).isFalse();
    }

    @Property(tries = 300)
    void anEntryOfAnotherPaymentIsFound(
            @ForAll("trails") StoredTrail trail, @ForAll("trails") StoredTrail other, @ForAll int which) {
        var at = Math.floorMod(
                which, Math.min(trail.entries().size(), other.entries().size()));
        var entries = new ArrayList<>(trail.entries());
        entries.set(at, other.entries().get(at));
        assertThat(VERIFY.verify(with(trail, entries)).valid()).isFalse();
    }

    /** Any one value anywhere in what is stored: fields of entries, salts, commitments, links, the end, the terms. */
    @Property(tries = 600)
    void anyChangedValueIsFound(
            @ForAll("trails") StoredTrail trail, @ForAll boolean erased, @ForAll int which, @ForAll boolean drop) {
        var before = erased ? erased(trail) : trail;
        ObjectNode tree = JSON.valueToTree(before);
        tree.remove("createdAt"); // tells only whether there has to be a chain
        var leaves = new ArrayList<Leaf>();
        collect(tree, leaves);
        var leaf = leaves.get(Math.floorMod(which, leaves.size()));
        leaf.change(drop);
        tree.put("createdAt", before.createdAt().toString());
        assertThat(isFound(tree)).as("%s", leaf).isTrue();
    }

    /** A document that cannot be read any more is found, too; there is none without a payer. */
    private static boolean isFound(JsonNode tree) {
        StoredTrail changed;
        if (!tree.at("/subject/personal").has("payer")) {
            return true;
        }
        try {
            changed = JSON.treeToValue(tree, StoredTrail.class);
        } catch (RuntimeException _) {
            return true;
        }
        return !VERIFY.verify(changed).valid();
    }

    private record Leaf(ObjectNode parent, String name, JsonNode value) {

        void change(boolean drop) {
            if (drop && !value.isNull()) {
                parent.remove(name);
            } else if (value.isNumber()) {
                parent.put(name, value.asLong() + 1);
            } else {
                parent.put(name, value.isNull() ? "x" : value.asString() + "x");
            }
        }
    }

    private static void collect(JsonNode node, List<Leaf> leaves) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(field -> {
                    if (field.getValue().isContainer()) {
                        collect(field.getValue(), leaves);
                    } else if (!isStructure(field.getKey(), field.getValue())) {
                        leaves.add(new Leaf(object, field.getKey(), field.getValue()));
                    }
                });
            case ArrayNode array -> array.forEach(element -> collect(element, leaves));
            default -> {}
        }
    }

    /** Where an object would have to stand. */
    private static boolean isStructure(String name, JsonNode value) {
        return value.isNull() && List.of("moved", "link", "chain", "salts").contains(name);
    }

    private static StoredTrail with(StoredTrail trail, List<AuditEntry> entries) {
        return new StoredTrail(trail.subject(), trail.createdAt(), entries, trail.chain(), trail.standing());
    }

    @Provide
    Arbitrary<StoredTrail> trails() {
        var id = Arbitraries.strings().numeric().ofLength(12).map(digits -> "pay_" + digits);
        return Combinators.combine(id, entries().list().ofMinSize(1).ofMaxSize(6))
                .as(AuditLawsTest::trail);
    }

    /** Amounts go on from entry to entry, as they do in a payment. */
    private static StoredTrail trail(String id, List<AuditEntry> wanted) {
        var entries = new ArrayList<AuditEntry>();
        var captured = kwd(0);
        var refunded = kwd(0);
        for (var entry : wanted) {
            var moved = entry.moved();
            if (moved == null) {
                entries.add(entry);
            } else {
                var next = new Moved(captured, moved.capturedAfter(), refunded, moved.refundedAfter());
                entries.add(entry(entry.actor(), entry.action(), entry.to(), entry.note(), entry.address(), next));
                captured = moved.capturedAfter();
                refunded = moved.refundedAfter();
            }
        }
        return written(subject(id), entries, new Standing(entries.getLast().to(), captured, refunded));
    }

    private static Arbitrary<AuditEntry> entries() {
        var actor = Arbitraries.of("user:usr_1", "user:adm", "provider:stripe", "system:reconciliation");
        var action = Arbitraries.of("CAPTURE_ASKED", "CAPTURE_ANSWERED", "NOTICED");
        var to = Arbitraries.of("CREATED", "AUTHORIZED", "CAPTURED");
        Arbitrary<@Nullable String> text = Arbitraries.strings().ofMaxLength(12).injectNull(0.4);
        Arbitrary<@Nullable Moved> moved = Arbitraries.longs()
                .between(0, 1_000_000)
                .list()
                .ofSize(4)
                .map(sums -> new Moved(kwd(sums.get(0)), kwd(sums.get(1)), kwd(sums.get(2)), kwd(sums.get(3))))
                .injectNull(0.5);
        return Combinators.combine(actor, action, to, text, text, moved)
                .as((who, what, where, note, address, amounts) -> entry(who, what, where, note, address, amounts));
    }

    @Property(tries = 300)
    void aLineOfCsvIsReadBackAsItWasAndBeginsNoFormula(@ForAll("cells") List<String> cells) {
        var line = CsvLine.of(cells);
        var read = CsvReader.cells(line);
        assertThat(read).hasSameSizeAs(cells);
        for (int i = 0; i < cells.size(); i++) {
            assertThat(read.get(i)).doesNotContainPattern("\\A[=+@\\t\\r-]").endsWith(cells.get(i));
            assertThat(read.get(i).length() - cells.get(i).length()).isBetween(0, 1);
        }
    }

    @Provide
    Arbitrary<List<String>> cells() {
        return Arbitraries.strings()
                .withChars("=+-@\t\r\n\",;ab'")
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /** RFC 4180, read the plain way. */
    private static final class CsvReader {

        static List<String> cells(String line) {
            var cells = new ArrayList<String>();
            var cell = new StringBuilder();
            var quoted = false;
            var text = line.substring(0, line.length() - 2);
            for (int i = 0; i < text.length(); i++) {
                var sign = text.charAt(i);
                if (quoted && sign == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(sign);
                    i++;
                } else if (sign == '"') {
                    quoted = !quoted;
                } else if (sign == ',' && !quoted) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(sign);
                }
            }
            cells.add(cell.toString());
            return cells.stream().collect(Collectors.toList());
        }
    }
}
