package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.PublicUrl;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.notice.TestSeals;
import io.aman.session.session.Origin;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgotPasswordTest {

    private final Clock clock = Clock.systemUTC();
    private final List<String> asked = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final PasswordDirectory directory = recorded(PasswordDirectory.class);
    private final ForgotPassword forgot = new ForgotPassword(
            new Written(),
            directory,
            new SendResetLink(
                    directory,
                    recorded(ResetLinks.class),
                    TestSeals.at(clock),
                    new PublicUrl(URI.create("https://pay.example")),
                    "/reset-password",
                    clock),
            clock);

    /** 41. */
    @Test
    void beforeTheAnswerNobodyLooksWhetherThereIsSuchAPerson() {
        forgot.forgot(EmailAddress.of("nora@example.com"), new Origin("203.0.113.7", null), later::add);
        assertThat(asked).containsExactly("written");

        later.forEach(Runnable::run);
        assertThat(asked).containsExactly("written", "withAddress", "removed");
    }

    /** Answers nothing, and notes what it was asked. */
    private <T> T recorded(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, _) -> {
            asked.add(method.getName());
            return Optional.empty();
        }));
    }

    private final class Written implements ResetRequests {

        @Override
        public Request add(EmailAddress email, String address, Instant now) {
            asked.add("written");
            return new Request("rrq_1", email.value(), address, now);
        }

        @Override
        public Optional<Request> takeOne(Instant now) {
            return Optional.empty();
        }

        @Override
        public void remove(Request request) {
            asked.add("removed");
        }
    }
}
