package io.aman.session.passkey;

import io.aman.platform.Secret;
import io.aman.session.mfa.Challenge;
import io.aman.session.mfa.SecondFactor;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** A passkey beside another proof: the answer is the browser's {@code PublicKeyCredential} as JSON. */
final class PasskeyFactor implements SecondFactor {

    private final PasskeyCheck check;

    PasskeyFactor(PasskeyCheck check) {
        this.check = check;
    }

    @Override
    public String kind() {
        return PasskeyEvents.KIND;
    }

    /** A key's possession is proved; that it cannot be copied is not known of every one of them. */
    @Override
    public String amr() {
        return "pop";
    }

    @Override
    public boolean enrolled(String userId) {
        return check.hasKeys(userId);
    }

    @Override
    public boolean verify(String userId, Challenge challenge, Secret answer) {
        try {
            var credential = Answer.JSON.readValue(answer.reveal(), new TypeReference<Map<String, Object>>() {});
            return credential != null
                    && check.secondFactor(userId, challenge.key(), credential).isPresent();
        } catch (JacksonException _) {
            return false;
        }
    }
}
