package io.aman.notification.template;

import java.util.List;

/** What an editor may do wrong. */
abstract sealed class TemplateError extends RuntimeException {

    private TemplateError(String message) {
        super(message);
    }

    static final class NotFound extends TemplateError {
        NotFound() {
            super("There is no template of this type.");
        }
    }

    static final class VersionNotFound extends TemplateError {
        VersionNotFound(int version) {
            super("There is no version %d, or it is kept no more.".formatted(version));
        }
    }

    static final class NoDraft extends TemplateError {
        NoDraft() {
            super("There is no draft.");
        }
    }

    static final class Changed extends TemplateError {
        Changed() {
            super("It has changed since that revision was read.");
        }
    }

    static final class Invalid extends TemplateError {
        final transient List<Fault> faults;

        Invalid(List<Fault> faults) {
            super("The texts break rules; faults says where.");
            this.faults = faults;
        }
    }

    static final class BadRequest extends TemplateError {
        BadRequest(String rule) {
            super(rule);
        }
    }
}
