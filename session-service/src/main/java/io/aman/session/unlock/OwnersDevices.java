package io.aman.session.unlock;

import io.aman.platform.Secret;
import io.aman.session.identity.User;
import java.time.Duration;

/** Makes a device known to an account as one of its owner's. */
public interface OwnersDevices {

    /** The cookie that browsers keep it in. */
    String COOKIE = "__Host-aman-known";

    /** As long as browsers keep any; how long it counts is in the token. */
    Duration COOKIE_AGE = Duration.ofDays(400);

    /** What the device is to show with its next sign-in, so that nobody's guesses elsewhere lock it out. */
    Secret known(User user, String address);
}
