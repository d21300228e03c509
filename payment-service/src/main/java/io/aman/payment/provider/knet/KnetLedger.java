package io.aman.payment.provider.knet;

import io.aman.payment.provider.LedgerReader;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.RefundAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * KNET has no list: each payment that we booked is inquired about. A capture that we never heard of is not found so.
 *
 * <p>A refund cannot be inquired about; what KNET answered when it was asked for is its own record.
 */
final class KnetLedger implements LedgerReader {

    private final KnetProvider knet;

    KnetLedger(KnetProvider knet) {
        this.knet = knet;
    }

    @Override
    public String provider() {
        return KnetProvider.NAME;
    }

    @Override
    public LedgerAnswer read(Instant from, Instant to, List<Line> booked) {
        var lines = new ArrayList<Line>();
        var asked = new HashSet<String>();
        for (var line : booked) {
            if (line.kind() == Kind.REFUND) {
                refund(line).ifPresent(lines::add);
            } else if (asked.add(line.paymentRef())) {
                switch (knet.read(line.paymentRef())) {
                    case Captured captured ->
                        lines.add(new Line(Kind.CAPTURE, line.paymentRef(), null, captured.total(), line.at()));
                    case Voided _ -> {
                        lines.add(new Line(Kind.CAPTURE, line.paymentRef(), null, line.amount(), line.at()));
                        lines.add(new Line(Kind.CAPTURE_VOIDED, line.paymentRef(), null, line.amount(), line.at()));
                    }
                    case Fact _ -> {}
                    case Absent _, Unknown _, NotSent _, Refused _ -> {
                        return new Unread("a payment could not be inquired about");
                    }
                }
            }
        }
        return new Read(lines);
    }

    private Optional<Line> refund(Line line) {
        var ref = line.refundRef();
        return ref != null
                        && knet.readRefund(ref) instanceof RefundAnswer.Stands stands
                        && stands.state() == RefundAnswer.State.SUCCEEDED
                ? Optional.of(new Line(Kind.REFUND, line.paymentRef(), ref, stands.amount(), line.at()))
                : Optional.empty();
    }
}
