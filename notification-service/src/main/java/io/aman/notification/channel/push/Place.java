package io.aman.notification.channel.push;

import java.net.URI;

/** Where a push message goes; whoever knows all of it may send there, so it is never printed. */
public sealed interface Place {

    /** Which provider carries there; also the scheme of its handles. */
    String scheme();

    /** What tells it from all others. */
    String identity();

    /**
     * A browser's subscription.
     *
     * @param endpoint at the push service of its maker
     * @param p256dh its public key, 65 bytes in Base64url
     * @param auth the secret it shares with us, 16 bytes in Base64url
     * @param serverKey our public key that it takes messages from, 65 bytes in Base64url
     * @see <a href="https://www.w3.org/TR/push-api/#pushsubscription-interface">Push API, PushSubscription</a>
     */
    record Browser(URI endpoint, String p256dh, String auth, String serverKey) implements Place {

        public static final String SCHEME = "webpush";

        @Override
        public String scheme() {
            return SCHEME;
        }

        @Override
        public String identity() {
            return endpoint.toString();
        }

        /** Names its push service alone. */
        @Override
        public String toString() {
            return "Browser[" + endpoint.getHost() + "]";
        }
    }

    /** An app, by its registration token at Firebase. */
    record App(String token) implements Place {

        public static final String SCHEME = "fcm";

        @Override
        public String scheme() {
            return SCHEME;
        }

        @Override
        public String identity() {
            return token;
        }

        @Override
        public String toString() {
            return "App[***]";
        }
    }
}
