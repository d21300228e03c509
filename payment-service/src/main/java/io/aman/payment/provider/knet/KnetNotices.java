package io.aman.payment.provider.knet;

import io.aman.payment.provider.Notice;
import io.aman.payment.provider.NoticeReader;
import java.util.Optional;

/** What a callback is about: an attempt that we made, with its amount and currency; anything else is refused. */
final class KnetNotices implements NoticeReader {

    private final KnetCipher cipher;
    private final MongoKnetAttempts attempts;

    KnetNotices(KnetCipher cipher, MongoKnetAttempts attempts) {
        this.cipher = cipher;
        this.attempts = attempts;
    }

    @Override
    public String provider() {
        return KnetProvider.NAME;
    }

    @Override
    public Optional<Notice> read(String body) {
        return KnetCallback.parse(body, cipher)
                .flatMap(callback -> attempt(callback).map(attempt -> notice(callback, attempt, body)));
    }

    Optional<KnetAttempt> attempt(KnetCallback callback) {
        return attempts.find(callback.trackId()).filter(known -> known.matches(callback.fields()));
    }

    static Notice notice(KnetCallback callback, KnetAttempt attempt, String body) {
        return new Notice(
                KnetProvider.NAME,
                callback.eventId(),
                callback.type(),
                Notice.Subject.PAYMENT,
                attempt.ref(),
                attempt.paymentId(),
                body);
    }
}
