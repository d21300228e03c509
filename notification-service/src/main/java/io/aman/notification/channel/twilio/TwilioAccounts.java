package io.aman.notification.channel.twilio;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Every account that is set up; there may be none. */
record TwilioAccounts(List<TwilioAccount> all, DataSize webhookMaxSize) {

    private static final DataSize USUAL = DataSize.ofKilobytes(64);

    TwilioAccounts {
        all = List.copyOf(all);
    }

    static TwilioAccounts of(@Nullable TwilioProperties sms, @Nullable TwilioWhatsAppProperties whatsApp) {
        var accounts = new ArrayList<TwilioAccount>();
        if (sms != null) {
            accounts.add(sms.account());
            Stream.ofNullable(sms.standby()).map(sms::account).forEach(accounts::add);
        }
        if (whatsApp != null) {
            accounts.add(whatsApp.account());
        }
        return new TwilioAccounts(accounts, sms == null ? USUAL : sms.webhookMaxSize());
    }
}
