package io.aman.local.sandbox.paypal;

/** PayPal's fine-grained error codes, in the words of its OpenAPI documents where those have them. */
enum Issue {
    INVALID_ARRAY_MAX_ITEMS("The number of items in an array parameter is too large."),
    INVALID_ARRAY_MIN_ITEMS("The number of items in an array parameter is too small."),
    INVALID_PARAMETER_SYNTAX("The value of a field does not conform to the expected format."),
    INVALID_PARAMETER_VALUE("The value of a field is invalid."),
    INVALID_STRING_LENGTH("The value of a field is either too short or too long."),
    MISSING_REQUIRED_PARAMETER("A required field or parameter is missing."),
    MALFORMED_REQUEST_JSON("The request JSON is not well formed."),
    NOT_SUPPORTED("This field is not currently supported."),
    PAYPAL_REQUEST_ID_REQUIRED("A PayPal-Request-Id is required if you are trying to process payment for an Order."
            + " Please specify a PayPal-Request-Id or Create the Order without a 'payment_source' specified."),

    INVALID_RESOURCE_ID("Specified resource ID does not exist. Please check the resource ID and try again."),
    PREVIOUS_REQUEST_IN_PROGRESS("A previous request on this resource is currently in progress. Please wait for"
            + " sometime and try again."),
    DUPLICATE_REQUEST_ID("The value of PayPal-Request-Id header has already been used. Please specify a different value"
            + " and try again."),

    AMOUNT_MISMATCH("Should equal item_total + tax_total + shipping + handling + insurance - shipping_discount -"
            + " discount."),
    CANNOT_BE_ZERO_OR_NEGATIVE("Must be greater than zero. If the currency supports decimals, only two decimal place"
            + " precision is supported."),
    CURRENCY_NOT_SUPPORTED("Currency code is not currently supported. Please refer"
            + " https://developer.paypal.com/api/rest/reference/currency-codes/ for list of supported currency codes."),
    INVALID_CURRENCY_CODE("Currency code is invalid or is not currently supported. Please refer"
            + " https://developer.paypal.com/api/rest/reference/currency-codes/ for list of supported currency codes."),
    DECIMAL_PRECISION("If the currency supports decimals, only two decimal place precision is supported."),
    DECIMALS_NOT_SUPPORTED("Currency does not support decimals."),
    MAX_VALUE_EXCEEDED("Should be less than or equal to 999999999999999.99."),
    CURRENCY_MISMATCH("The currency must be the same as the order's."),

    ACTION_DOES_NOT_MATCH_INTENT("The order was created with another intent."),
    DUPLICATE_INVOICE_ID("Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account"
            + " setting requires that Invoice Id be unique for each transaction."),
    INSTRUMENT_DECLINED("The instrument presented  was either declined by the processor or bank, or it can't be used"
            + " for this payment."),
    ORDER_NOT_APPROVED("Payer has not yet approved the Order for payment. Please redirect the payer to the"
            + " 'rel':'approve' url returned as part of the HATEOAS links within the Create Order call or provide a"
            + " valid `payment_source` in the request."),
    ORDER_ALREADY_AUTHORIZED(
            "Order already authorized.If 'intent=AUTHORIZE' only one authorization per order is" + " allowed."),
    ORDER_ALREADY_CAPTURED("Order already captured.If 'intent=CAPTURE' only one capture per order is allowed."),
    TOKEN_ID_NOT_FOUND("Specified token was not found. Verify the token and try the request again."),
    TOKEN_NOT_APPROVED("The payer has not approved the setup token."),

    AUTHORIZATION_ALREADY_CAPTURED("Authorization has previously been captured."),
    AUTHORIZATION_EXPIRED("An expired authorization cannot be captured."),
    AUTHORIZATION_VOIDED("A voided authorization cannot be captured or reauthorized. "),
    AUTH_CAPTURE_CURRENCY_MISMATCH("Currency of capture must be the same as currency of authorization."),
    AUTH_CURRENCY_MISMATCH("The currency specified during reauthorization should be the same as the currency specified"
            + " in the original authorization."),
    AUTHORIZATION_AMOUNT_EXCEEDED("The amount exceeds what was authorized."),
    MAX_CAPTURE_AMOUNT_EXCEEDED("Capture amount exceeds allowable limit. Please contact customer service or your"
            + " account manager to request the change to your overage limit."),
    REAUTHORIZATION_NOT_SUPPORTED(
            "A reauthorize cannot be attempted on an authorization_id that is the result of a"
                    + " prior reauthorization or on an authorization made on an Order saved using the `v2/orders/id/save` API."),
    CANNOT_BE_VOIDED("A reauthorization cannot be voided. Please void the original parent authorization."),
    PREVIOUSLY_CAPTURED("Authorization has been previously captured and hence cannot be voided."),
    PREVIOUSLY_VOIDED("Authorization has been previously voided and hence cannot be voided again."),

    CAPTURE_FULLY_REFUNDED("The capture has already been fully refunded"),
    PENDING_CAPTURE("Cannot initiate a refund as the capture is pending."),
    REFUND_AMOUNT_EXCEEDED(
            "The refund amount must be less than or equal to the capture amount that has not yet been" + " refunded."),
    REFUND_CAPTURE_CURRENCY_MISMATCH("Refund must be in the same currency as the capture"),
    REFUND_NOT_ALLOWED("Capture cannot be refunded."),
    REFUND_TIME_LIMIT_EXCEEDED("You are over the time limit to perform a refund on this capture"),
    TRANSACTION_DISPUTED("Partial refunds cannot be offered at this time because there is an open case on this"
            + " transaction. Visit the PayPal Resolution Center to review this case.");

    private final String description;

    Issue(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }
}
