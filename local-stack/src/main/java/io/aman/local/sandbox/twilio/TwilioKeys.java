package io.aman.local.sandbox.twilio;

/**
 * The account that may send.
 *
 * @param accountSid {@code AC} and 32 hexadecimal digits
 */
public record TwilioKeys(String accountSid, String authToken) {

    @Override
    public String toString() {
        return "TwilioKeys[" + accountSid + "]";
    }
}
