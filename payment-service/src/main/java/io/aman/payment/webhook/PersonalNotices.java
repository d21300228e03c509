package io.aman.payment.webhook;

import io.aman.payment.payment.PaymentRefs;
import io.aman.payment.privacy.Person;
import io.aman.payment.privacy.PersonalData;
import io.aman.payment.provider.NoticeBodies;
import java.util.concurrent.atomic.AtomicLong;

/** Billing details in the bodies of notices about a person's payments. */
final class PersonalNotices implements PersonalData, NoticeBodies {

    private final MongoNotices notices;
    private final PaymentRefs refs;

    PersonalNotices(MongoNotices notices, PaymentRefs refs) {
        this.notices = notices;
        this.refs = refs;
    }

    @Override
    public String kind() {
        return "notices";
    }

    @Override
    public void erase(String provider, String ref) {
        var _ = notices.eraseBodies(provider, ref);
    }

    /** Of payments that carry the pseudonym already; those that wait bring their notices when their turn comes. */
    @Override
    public Outcome erase(Person person) {
        var erased = new AtomicLong();
        refs.of(person.pseudonym(), (provider, ref) -> erased.addAndGet(notices.eraseBodies(provider, ref)));
        return Outcome.of(erased.get(), 0);
    }
}
