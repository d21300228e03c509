package io.aman.session.mfa;

/** What a second factor is asked for. */
public enum Purpose {
    SIGN_IN("sign-in"),
    STEP_UP("step-up");

    private final String code;

    Purpose(String code) {
        this.code = code;
    }

    /** As events and links name it. */
    public String code() {
        return code;
    }

    static Purpose of(String code) {
        return code.equals(SIGN_IN.code) ? SIGN_IN : STEP_UP;
    }
}
