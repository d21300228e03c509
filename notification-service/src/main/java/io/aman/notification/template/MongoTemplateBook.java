package io.aman.notification.template;

import io.aman.notification.template.EditedTemplate.Change;
import io.aman.notification.template.EditedTemplate.Draft;
import io.aman.notification.template.EditedTemplate.Entry;
import io.aman.platform.write.VersionedUpdate;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document a template, found by its type; {@code editions.<version>} has the texts of a version. */
@Repository
class MongoTemplateBook implements TemplateBook {

    static final String COLLECTION = "templates";

    private static final String ID = "_id";
    private static final String REVISION = "revision";
    private static final String LIVE = "live";
    private static final String LAST = "last";
    private static final String DRAFT = "draft";
    private static final String EDITIONS = "editions";
    private static final String HISTORY = "history";
    private static final int ENTRIES_KEPT = 1_000;
    private static final List<String> TYPES =
            Arrays.stream(Template.values()).map(Template::type).toList();

    private final MongoOperations mongo;

    MongoTemplateBook(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Map<Template, Integer> live() {
        var query = Query.query(Criteria.where(ID).in(TYPES));
        query.fields().include(LIVE);
        var live = new EnumMap<Template, Integer>(Template.class);
        mongo.find(query, Document.class, COLLECTION)
                .forEach(found -> live.put(Template.of(found.getString(ID)), found.getInteger(LIVE, 0)));
        return live;
    }

    @Override
    public EditedTemplate find(Template template) {
        var query = Query.query(Criteria.where(ID).is(template.type()));
        query.fields().include(REVISION, LIVE, LAST, DRAFT, HISTORY);
        var found = mongo.findOne(query, Document.class, COLLECTION);
        return found == null ? EditedTemplate.untouched(template) : edited(template, found);
    }

    @Override
    public Optional<Texts> texts(Template template, int version) {
        var query = Query.query(Criteria.where(ID).is(template.type()));
        query.fields().include(edition(version));
        return Optional.ofNullable(mongo.findOne(query, Document.class, COLLECTION))
                .map(found -> found.get(EDITIONS, new Document()).get(Integer.toString(version), Document.class))
                .map(MongoTemplateBook::texts);
    }

    @Override
    public Optional<EditedTemplate> change(Template template, long seen, Change change) {
        return VersionedUpdate.isWritten(mongo, COLLECTION, template.type(), REVISION, seen, update(change))
                ? Optional.of(find(template))
                : Optional.empty();
    }

    private static Update update(Change change) {
        var update = new Update();
        var entry = new Document("by", change.by()).append("at", Date.from(change.at()));
        switch (change) {
            case Change.Drafted drafted -> {
                update.set(DRAFT, new Document(entry).append("texts", document(drafted.texts())));
                entry.append("what", "drafted");
            }
            case Change.Discarded _ -> {
                update.unset(DRAFT);
                entry.append("what", "discarded");
            }
            case Change.Published published -> {
                var version = published.version();
                update.unset(DRAFT).set(LIVE, version).set(LAST, version);
                update.set(edition(version), document(published.texts()));
                if (version > EditedTemplate.VERSIONS_KEPT) {
                    update.unset(edition(version - EditedTemplate.VERSIONS_KEPT));
                }
                entry.append("what", "published").append("version", version).append("why", published.why());
            }
            case Change.RolledBack back -> {
                update.set(LIVE, back.version());
                entry.append("what", "rolled-back")
                        .append("version", back.version())
                        .append("why", back.why());
            }
        }
        update.push(HISTORY).slice(-ENTRIES_KEPT).each(entry);
        return update;
    }

    private static String edition(int version) {
        return EDITIONS + "." + version;
    }

    private static EditedTemplate edited(Template template, Document found) {
        return new EditedTemplate(
                template,
                found.get(REVISION, 0L),
                found.getInteger(LIVE, 0),
                found.getInteger(LAST, 0),
                draft(found.get(DRAFT, Document.class)),
                found.getList(HISTORY, Document.class, List.of()).stream()
                        .map(MongoTemplateBook::entry)
                        .toList());
    }

    private static @Nullable Draft draft(@Nullable Document draft) {
        return draft == null
                ? null
                : new Draft(
                        texts(draft.get("texts", Document.class)),
                        draft.getString("by"),
                        draft.getDate("at").toInstant());
    }

    private static Entry entry(Document entry) {
        return new Entry(
                entry.getString("what"),
                entry.getInteger("version"),
                entry.getString("by"),
                entry.getString("why"),
                entry.getDate("at").toInstant());
    }

    private static Document document(Texts texts) {
        var document = new Document();
        texts.byLanguage().forEach((language, parts) -> {
            var written = new Document();
            parts.forEach((part, text) -> written.append(part.key(), text));
            document.append(language.tag(), written);
        });
        return document;
    }

    /** A part that a later release wrote is left out. */
    private static Texts texts(Document document) {
        var texts = new EnumMap<Language, Map<Part, String>>(Language.class);
        for (var language : Language.values()) {
            var parts = new EnumMap<Part, String>(Part.class);
            document.get(language.tag(), new Document())
                    .forEach((key, text) -> Part.of(key).ifPresent(part -> parts.put(part, (String) text)));
            texts.put(language, parts);
        }
        return new Texts(texts);
    }
}
