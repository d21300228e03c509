package io.aman.security.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.EventSamples;
import io.aman.events.LoginEvent;
import io.aman.security.answer.Watch;
import io.aman.security.detector.SignIn;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoginEventSamplesTest {

    static List<String> types() {
        return EventSamples.types(LoginEvent.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyReleasedEventBecomesAnEntryOfItsUser(String type) {
        var login = (LoginEvent) EventSamples.event(type);

        var signIn = SignIn.of(Activity.idOf("evt_1"), login);
        var activity = Activity.of(new Watch.Seen(signIn, List.of(), null), null);

        assertThat(activity.userId()).isEqualTo("usr_7c9e6679742540de944be07fc1f90ae7");
        assertThat(activity.address()).isEqualTo(login.address());
        assertThat(activity.at()).isEqualTo(login.at());
        assertThat(activity.outcome().name()).isEqualToIgnoringCase(type.split("\\.")[1]);
    }
}
