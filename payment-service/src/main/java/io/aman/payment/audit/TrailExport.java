package io.aman.payment.audit;

import io.aman.events.Money;
import io.aman.payment.audit.AuditEntry.Moved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes trails one after the other as they come, in a form for machines or one for spreadsheets. */
final class TrailExport {

    /** What is written. */
    enum Format {
        /** All that verifying needs but the key: with the key everything, without it the order and the links. */
        JSON("application/json"),
        /** An entry a line, for reading; cells that a spreadsheet would run are changed. */
        CSV("text/csv;charset=UTF-8;header=present");

        final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    /** @param terms what the chain is bound to */
    private record Exported(
            String paymentId, Terms terms, @Nullable Chain chain, List<AuditEntry> entries) {

        static Exported of(StoredTrail trail) {
            var subject = trail.subject();
            return new Exported(
                    subject.id(), new Terms(subject.facts(), subject.personal()), trail.chain(), trail.entries());
        }
    }

    private record Terms(Map<String, String> facts, Map<String, String> personal) {}

    private static final List<String> COLUMNS = List.of(
            "paymentId",
            "seq",
            "at",
            "actor",
            "action",
            "from",
            "to",
            "reason",
            "note",
            "address",
            "traceId",
            "evidence",
            "answer",
            "currency",
            "capturedBeforeMinor",
            "capturedAfterMinor",
            "refundedBeforeMinor",
            "refundedAfterMinor",
            "previous",
            "keyId",
            "hash");

    private final JsonMapper mapper;

    TrailExport(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @param trails runs through those to write; what it throws before the first one leaves {@code out} untouched */
    void write(Format format, Writer out, Consumer<Consumer<StoredTrail>> trails) {
        switch (format) {
            case JSON -> json(out, trails);
            case CSV -> csv(out, trails);
        }
    }

    private void json(Writer out, Consumer<Consumer<StoredTrail>> trails) {
        put(out, "{\"form\":\"aman.audit/1\",\"payments\":[");
        var separator = new StringBuilder("\n");
        trails.accept(trail -> {
            put(out, separator.toString());
            put(out, mapper.writeValueAsString(Exported.of(trail)));
            separator.setLength(0);
            separator.append(",\n");
        });
        put(out, "\n]}\n");
    }

    private static void csv(Writer out, Consumer<Consumer<StoredTrail>> trails) {
        put(out, CsvLine.of(COLUMNS));
        trails.accept(trail -> trail.entries()
                .forEach(entry -> put(out, CsvLine.of(cells(trail.subject().id(), entry)))));
    }

    private static List<@Nullable String> cells(String paymentId, AuditEntry entry) {
        var link = entry.link();
        var moved = entry.moved();
        var cells = new ArrayList<@Nullable String>();
        cells.add(paymentId);
        cells.add(link == null ? null : Integer.toString(link.seq()));
        cells.add(entry.at().toString());
        cells.add(entry.actor());
        cells.add(entry.action());
        cells.add(entry.from());
        cells.add(entry.to());
        cells.add(entry.reason());
        cells.add(entry.note());
        cells.add(entry.address());
        cells.add(entry.traceId());
        cells.add(entry.evidence());
        cells.add(entry.answer());
        cells.add(moved == null ? null : moved.capturedAfter().currency());
        cells.add(minor(moved, Moved::capturedBefore));
        cells.add(minor(moved, Moved::capturedAfter));
        cells.add(minor(moved, Moved::refundedBefore));
        cells.add(minor(moved, Moved::refundedAfter));
        cells.add(link == null ? null : link.previous());
        cells.add(link == null ? null : link.keyId());
        cells.add(link == null ? null : link.hash());
        return cells;
    }

    private static @Nullable String minor(@Nullable Moved moved, Function<Moved, Money> which) {
        return moved == null ? null : Long.toString(which.apply(moved).amountMinor());
    }

    private static void put(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
