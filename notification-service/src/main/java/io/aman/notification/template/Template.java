package io.aman.notification.template;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The messages we write. */
public enum Template {
    PAYMENT_RECEIPT("payment-receipt"),
    PAYMENT_DECLINED("payment-declined"),
    PAYMENT_CANCELED("payment-canceled"),
    PAYMENT_EXPIRED("payment-expired"),
    PAYMENT_VOIDED("payment-voided"),
    PAYMENT_ACTION_REQUIRED("payment-action-required"),
    PAYMENT_REFUNDED("payment-refunded"),
    PAYMENT_REFUND_FAILED("payment-refund-failed"),
    PAYMENT_DISPUTED("payment-disputed"),
    REGISTRATION_REPEATED("registration-repeated"),
    SIGN_IN_FAILED("sign-in-failed"),
    SIGN_IN_LOCKED("sign-in-locked"),
    SIGN_IN_DISABLED("sign-in-disabled"),
    SESSION_COPIED("session-copied"),
    ACCOUNT_IMPERSONATED("account-impersonated"),
    FACTOR_ADDED("factor-added"),
    FACTOR_REMOVED("factor-removed"),
    PASSKEY_COPIED("passkey-copied"),
    BACKUP_CODES_RENEWED("backup-codes-renewed"),
    BACKUP_CODE_USED("backup-code-used"),
    FACTORS_DISABLED("factors-disabled"),
    FACTORS_RESET("factors-reset"),
    PASSWORD_CHANGED("password-changed"),
    PASSWORD_RESET("password-reset"),
    PASSWORD_EXPIRING("password-expiring"),
    DEVICE_TRUSTED("device-trusted"),
    DEVICES_FORGOTTEN("devices-forgotten"),
    ONE_TIME_CODE("one-time-code"),
    RECOVERY_REQUESTED("recovery-requested"),
    RECOVERY_COMPLETED("recovery-completed"),
    ACCOUNT_DISOWNED("account-disowned"),
    WEBHOOK_DISABLED("webhook-disabled"),
    SIGN_IN_QUESTIONED("sign-in-questioned"),
    PAYMENT_QUESTIONED("payment-questioned"),
    ALERT_RAISED("alert-raised"),
    OPERATIONS_ALERT("operations-alert");

    private static final String ADDRESS = "address";
    private static final String KIND = "kind";
    static final String NOT_ME = "notMe";
    private static final String LINK = "link";

    private final String type;

    Template(String type) {
        this.type = type;
    }

    /** @throws IllegalArgumentException when there is none of that type */
    public static Template of(String type) {
        return Arrays.stream(values())
                .filter(template -> template.type.equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no template " + type));
    }

    /** The name in the API, in the store, and of the folder with the texts. */
    public String type() {
        return type;
    }

    public Category category() {
        return switch (this) {
            case PAYMENT_RECEIPT,
                    PAYMENT_DECLINED,
                    PAYMENT_CANCELED,
                    PAYMENT_EXPIRED,
                    PAYMENT_VOIDED,
                    PAYMENT_ACTION_REQUIRED,
                    PAYMENT_REFUNDED,
                    PAYMENT_REFUND_FAILED,
                    PAYMENT_DISPUTED -> Category.PAYMENTS;
            case REGISTRATION_REPEATED, WEBHOOK_DISABLED -> Category.ACCOUNT;
            case SIGN_IN_FAILED,
                    SIGN_IN_LOCKED,
                    SIGN_IN_DISABLED,
                    SESSION_COPIED,
                    ACCOUNT_IMPERSONATED,
                    FACTOR_ADDED,
                    FACTOR_REMOVED,
                    PASSKEY_COPIED,
                    BACKUP_CODES_RENEWED,
                    BACKUP_CODE_USED,
                    FACTORS_DISABLED,
                    FACTORS_RESET,
                    PASSWORD_CHANGED,
                    PASSWORD_RESET,
                    PASSWORD_EXPIRING,
                    DEVICE_TRUSTED,
                    DEVICES_FORGOTTEN,
                    ONE_TIME_CODE,
                    RECOVERY_REQUESTED,
                    RECOVERY_COMPLETED,
                    ACCOUNT_DISOWNED,
                    SIGN_IN_QUESTIONED,
                    PAYMENT_QUESTIONED,
                    ALERT_RAISED,
                    OPERATIONS_ALERT -> Category.SECURITY;
        };
    }

    /** The amounts that the texts may name; one that is absent is an empty text. */
    Set<String> amounts() {
        return switch (this) {
            case PAYMENT_RECEIPT, PAYMENT_REFUNDED -> Set.of("amount", "total");
            case PAYMENT_DECLINED,
                    PAYMENT_CANCELED,
                    PAYMENT_EXPIRED,
                    PAYMENT_VOIDED,
                    PAYMENT_ACTION_REQUIRED,
                    PAYMENT_REFUND_FAILED,
                    PAYMENT_DISPUTED,
                    PAYMENT_QUESTIONED -> Set.of("amount");
            default -> Set.of();
        };
    }

    /** What else the texts may name; as {@link #amounts()}. */
    Set<String> texts() {
        return switch (this) {
            case PAYMENT_RECEIPT, PAYMENT_REFUNDED -> Set.of("paymentId", "reference");
            case PAYMENT_DECLINED,
                    PAYMENT_CANCELED,
                    PAYMENT_EXPIRED,
                    PAYMENT_VOIDED,
                    PAYMENT_ACTION_REQUIRED,
                    PAYMENT_REFUND_FAILED,
                    PAYMENT_DISPUTED -> Set.of("paymentId");
            case PAYMENT_QUESTIONED -> Set.of("paymentId", ADDRESS);
            case ACCOUNT_IMPERSONATED -> Set.of("reason");
            case REGISTRATION_REPEATED, SESSION_COPIED -> Set.of();
            case FACTOR_ADDED, FACTOR_REMOVED, PASSKEY_COPIED -> Set.of("factor", ADDRESS);
            case BACKUP_CODE_USED -> Set.of("left", ADDRESS);
            case FACTORS_RESET -> Set.of("reason");
            case FACTORS_DISABLED -> Set.of();
            case PASSWORD_EXPIRING -> Set.of("days");
            case DEVICE_TRUSTED, SIGN_IN_QUESTIONED -> Set.of("device", ADDRESS);
            case WEBHOOK_DISABLED -> Set.of("host");
            case ALERT_RAISED -> Set.of("alertId", "userId", ADDRESS, "about");
            case OPERATIONS_ALERT -> Set.of("service", "summary", "firing", "over", "runbook");
            case SIGN_IN_FAILED,
                    SIGN_IN_LOCKED,
                    SIGN_IN_DISABLED,
                    BACKUP_CODES_RENEWED,
                    PASSWORD_CHANGED,
                    PASSWORD_RESET,
                    DEVICES_FORGOTTEN,
                    ONE_TIME_CODE,
                    RECOVERY_REQUESTED,
                    RECOVERY_COMPLETED,
                    ACCOUNT_DISOWNED -> Set.of(ADDRESS);
        };
    }

    /** The codes that the texts may name by a word; as {@link #amounts()}. */
    Set<String> codes() {
        return switch (this) {
            case FACTOR_ADDED, FACTOR_REMOVED, FACTORS_DISABLED -> Set.of(KIND);
            case PASSWORD_CHANGED -> Set.of("how");
            case DEVICES_FORGOTTEN -> Set.of("why");
            case ONE_TIME_CODE -> Set.of("purpose");
            case PAYMENT_DISPUTED -> Set.of("status");
            case WEBHOOK_DISABLED -> Set.of("because");
            case SIGN_IN_QUESTIONED -> Set.of("unusual");
            case PAYMENT_QUESTIONED -> Set.of("unusual", "movement");
            case ALERT_RAISED -> Set.of("unusual", "severity");
            case OPERATIONS_ALERT -> Set.of("alarm", "state", "urgency");
            default -> Set.of();
        };
    }

    /** The times that the texts may name beside that of the event; as {@link #amounts()}. */
    Set<String> times() {
        return this == RECOVERY_REQUESTED ? Set.of("availableAt") : Set.of();
    }

    /** The secrets that the body may name, and nothing but the body: neither the subject nor the inbox. */
    Set<String> secrets() {
        return switch (this) {
            case PAYMENT_RECEIPT,
                    PAYMENT_DECLINED,
                    PAYMENT_CANCELED,
                    PAYMENT_EXPIRED,
                    PAYMENT_VOIDED,
                    PAYMENT_ACTION_REQUIRED,
                    PAYMENT_REFUNDED,
                    PAYMENT_REFUND_FAILED,
                    PAYMENT_DISPUTED,
                    REGISTRATION_REPEATED,
                    SIGN_IN_FAILED,
                    SIGN_IN_DISABLED,
                    SESSION_COPIED,
                    ACCOUNT_IMPERSONATED,
                    ACCOUNT_DISOWNED,
                    WEBHOOK_DISABLED,
                    PAYMENT_QUESTIONED,
                    ALERT_RAISED,
                    OPERATIONS_ALERT -> Set.of();
            case SIGN_IN_LOCKED -> Set.of(LINK);
            case PASSWORD_RESET, RECOVERY_REQUESTED -> Set.of(LINK, NOT_ME);
            case ONE_TIME_CODE -> Set.of("code", NOT_ME);
            case FACTOR_ADDED,
                    FACTOR_REMOVED,
                    PASSKEY_COPIED,
                    BACKUP_CODES_RENEWED,
                    BACKUP_CODE_USED,
                    FACTORS_DISABLED,
                    FACTORS_RESET,
                    PASSWORD_CHANGED,
                    PASSWORD_EXPIRING,
                    DEVICE_TRUSTED,
                    DEVICES_FORGOTTEN,
                    RECOVERY_COMPLETED,
                    SIGN_IN_QUESTIONED -> Set.of(NOT_ME);
        };
    }

    /** Which of the {@link #secrets} a part may name. */
    Set<String> secretsIn(Part part) {
        return switch (part) {
            case TEXT, HTML -> secrets();
            case SMS -> this == ONE_TIME_CODE ? Set.of("code") : Set.of();
            case SUBJECT, INBOX, WHATSAPP, PUSH_TITLE, PUSH_BODY -> Set.of();
        };
    }

    /** Everything that a part may name. */
    Set<String> names(Part part) {
        var names = new TreeSet<>(amounts());
        names.addAll(codes());
        names.addAll(times());
        names.addAll(secretsIn(part));
        if (!part.isHeadline()) {
            names.addAll(texts());
            names.addAll(Set.of("name", "time"));
        }
        return names;
    }
}
