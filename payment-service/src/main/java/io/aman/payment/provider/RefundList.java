package io.aman.payment.provider;

import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back from a provider that was asked for all refunds of a payment. */
public sealed interface RefundList permits RefundList.Listed, RefundList.NotOffered, Unknown, NotSent {

    /**
     * All of them, whoever asked for them.
     *
     * @param refunds in any order
     */
    record Listed(List<Row> refunds) implements RefundList {}

    /** The provider has no such list. */
    record NotOffered() implements RefundList {}

    /** @param key our refund's id, where it is one that we asked for */
    record Row(@Nullable String key, RefundAnswer.Stands stands) {}
}
