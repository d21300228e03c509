package io.aman.security.detector;

import io.aman.events.ClientFacts;
import io.aman.events.LoginEvent;
import io.aman.platform.security.AddressKey;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has ended, or is about to succeed.
 *
 * @param eventId what the sign-in is called, the same however often it is told
 * @param accountKey a keyed hash of what was typed as the account
 * @param userId null where there is no such account
 * @param isDeviceKnown the client has proved to be a device that its owner trusts
 * @param isPasswordBreached the password is on a list of stolen ones
 * @param passwordTag a few bits of a keyed hash of the wrong password, by a key of the day; null where none was sent
 */
public record SignIn(
        String eventId,
        String accountKey,
        @Nullable String userId,
        @Nullable String sessionId,
        boolean succeeded,
        String address,
        @Nullable String userAgent,
        @Nullable ClientFacts client,
        Instant at,
        boolean isDeviceKnown,
        boolean isPasswordBreached,
        @Nullable String passwordTag) {

    /** As much of the account key as tells the accounts tried from one address apart. */
    private static final int ACCOUNT_CHARACTERS = 16;

    /** @param id what the sign-in is called from now on, the same however often it is told */
    public static SignIn of(String id, LoginEvent event) {
        return switch (event) {
            case LoginEvent.Succeeded login ->
                new SignIn(
                        id,
                        login.accountKey(),
                        login.userId(),
                        login.sessionId(),
                        true,
                        login.address(),
                        login.userAgent(),
                        login.client(),
                        millis(login.at()),
                        login.deviceKey() != null,
                        false,
                        null);
            case LoginEvent.Failed login ->
                new SignIn(
                        id,
                        login.accountKey(),
                        login.userId(),
                        null,
                        false,
                        login.address(),
                        login.userAgent(),
                        null,
                        millis(login.at()),
                        false,
                        false,
                        login.passwordTag());
        };
    }

    public String account() {
        return accountKey.length() <= ACCOUNT_CHARACTERS ? accountKey : accountKey.substring(0, ACCOUNT_CHARACTERS);
    }

    /** What is counted for the address. */
    public String source() {
        return AddressKey.of(address);
    }

    /** The network around the address: an IPv4 /24 or an IPv6 /48, within which providers move their customers. */
    public String network() {
        var bytes = InetAddress.ofLiteral(address).getAddress();
        return HexFormat.of().formatHex(bytes, 0, bytes.length == 4 ? 3 : 6);
    }

    /** What a client says it is, without versions, which change by themselves. */
    public String device() {
        return client == null ? "unknown" : family(client.browser()) + "|" + family(client.os());
    }

    private static String family(@Nullable String name) {
        return name == null ? "" : name.replaceAll("[ /][0-9.]+$", "");
    }

    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS); // as precise as it is stored
    }
}
