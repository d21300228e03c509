package io.aman.session.identity;

/** A field that no account can have; nothing was looked up or changed. The message never quotes the value. */
public final class UnacceptableInput extends RuntimeException {

    private final String field;

    public UnacceptableInput(String field, String rule) {
        super(rule);
        this.field = field;
    }

    /** The field's name in the request. */
    public String field() {
        return field;
    }

    /** The rule it broke, to be read behind the field's name. */
    public String rule() {
        return String.valueOf(getMessage());
    }
}
