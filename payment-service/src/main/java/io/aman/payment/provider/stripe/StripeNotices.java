package io.aman.payment.provider.stripe;

import io.aman.payment.provider.Notice;
import io.aman.payment.provider.NoticeReader;
import java.util.Optional;

final class StripeNotices implements NoticeReader {

    @Override
    public String provider() {
        return StripeProvider.NAME;
    }

    @Override
    public Optional<Notice> read(String body) {
        return StripeWire.notice(StripeProvider.NAME, body);
    }
}
