package io.aman.session.audit;

import io.aman.platform.page.Cursor;
import io.aman.session.session.ExpiredRecords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries are added and read, never changed. */
interface AuditTrail extends ExpiredRecords {

    /** One that is there already changes nothing. */
    void add(AuditEntry entry);

    /** What concerns this person, newest first. */
    List<AuditEntry> page(String userId, @Nullable Cursor after, int size);
}
