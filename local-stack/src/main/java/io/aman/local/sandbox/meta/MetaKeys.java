package io.aman.local.sandbox.meta;

/**
 * The app and the number that may send.
 *
 * @param appSecret signs webhooks
 * @param verifyToken what is repeated when the webhook is set up
 */
public record MetaKeys(String phoneNumberId, String accessToken, String appSecret, String verifyToken) {

    /** The id of the one number that it plays. */
    public static final String PHONE_NUMBER_ID = "100200300400500";

    @Override
    public String toString() {
        return "MetaKeys[" + phoneNumberId + "]";
    }
}
