package io.aman.local.sandbox.knet;

/** KNET says no, with one of its codes; it has no trace, as it is an answer like any other. */
final class KnetError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String text;

    KnetError(String code, String text) {
        super(code + "-" + text, null, false, false);
        this.code = code;
        this.text = text;
    }

    static KnetError tranportalId() {
        return new KnetError("IPAY0100006", "Invalid Tranportal ID.");
    }

    static KnetError password() {
        return new KnetError("IPAY0100015", "Invalid tranportal password.");
    }

    static KnetError invalidData() {
        return new KnetError("IPAY0100013", "Invalid transaction data.");
    }

    static KnetError action() {
        return new KnetError("IPAY0100020", "Invalid action type.");
    }

    static KnetError currency() {
        return new KnetError("IPAY0100022", "Invalid currency.");
    }

    static KnetError amount() {
        return new KnetError("IPAY0100025", "Invalid amount.");
    }

    static KnetError trackId() {
        return new KnetError("IPAY0100027", "Invalid track id.");
    }

    static KnetError userField() {
        return new KnetError("IPAY0100028", "Invalid user defined field.");
    }

    static KnetError responseUrl() {
        return new KnetError("IPAY0100004", "Invalid response URL.");
    }

    static KnetError errorUrl() {
        return new KnetError("IPAY0100002", "Invalid error URL.");
    }

    static KnetError canceled() {
        return new KnetError("IPAY0100048", "Cancelled");
    }

    static KnetError duplicate() {
        return new KnetError("IPAY0100114", "Duplicate record.");
    }

    static KnetError hostTimeout() {
        return new KnetError("IPAY0100158", "Host timeout.");
    }

    static KnetError decryption() {
        return new KnetError("IPAY0100176", "Decrypting transaction data failed.");
    }

    static KnetError notFound() {
        return new KnetError("IPAY0100263", "Transaction not found.");
    }

    static KnetError unavailable() {
        return new KnetError("IPAY0100207", "Bank is not available.");
    }

    /** What ACI's gateways, of which KNET is one, say of a refund above what is left. */
    static KnetError refundTooLarge() {
        return new KnetError("GW00181", "Failed Credit Greater Than Debit check.");
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }
}
