package io.aman.payment.payment;

import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer;

/** What a provider said, in the one line that a trail keeps: never a link that a payer may open, or a token. */
final class Heard {

    private Heard() {}

    static String of(ProviderAnswer answer) {
        var name = answer.getClass().getSimpleName();
        return switch (answer) {
            case Unknown unknown -> name + ": " + unknown.reason();
            case NotSent notSent -> name + ": " + notSent.reason();
            case Absent absent -> name + ": " + absent.reason();
            case Refused refused -> name + ": " + refused.code();
            case Fact fact -> name + " " + fact.ref() + detail(fact);
        };
    }

    static String of(RefundAnswer answer) {
        return switch (answer) {
            case Unknown unknown -> of((ProviderAnswer) unknown);
            case NotSent notSent -> of((ProviderAnswer) notSent);
            case Refused refused -> of((ProviderAnswer) refused);
            case RefundAnswer.Stands stands ->
                "Refund %s %s %s".formatted(stands.ref(), stands.state(), stands.amount())
                        + (stands.failure() == null ? "" : ": " + stands.failure());
        };
    }

    private static String detail(Fact fact) {
        if (fact instanceof Authorized held) {
            return " " + held.held();
        }
        if (fact instanceof PartlyCaptured some) {
            return " " + some.total();
        }
        if (fact instanceof Captured taken) {
            return " " + taken.total();
        }
        return fact instanceof Declined no ? ": " + no.code() : "";
    }
}
