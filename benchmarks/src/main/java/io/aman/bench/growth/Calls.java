package io.aman.bench.growth;

import io.aman.bench.BenchStacks.Running;
import io.aman.local.demo.Api;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** What is asked of the service, as its users do. */
final class Calls {

    private static final String LIST = "/api/payments?limit=20";

    private final Api payer;
    private final Api operator;
    private final Rows rows;

    Calls(Running running, Rows rows) {
        var stack = running.stack();
        var service = Api.at(stack.ports().http(stack.ports().payment()));
        var issuer = running.issuer();
        this.payer = service.signedIn(issuer.token(Rows.PAYER, "payment.view"));
        this.operator =
                service.signedIn(issuer.token("usr_operator", "payment.audit", "payment.metrics", "payment.admin"));
        this.rows = rows;
    }

    Map<String, IntConsumer> all() {
        var middle = rows.newest().minus(Rows.DAYS.dividedBy(2));
        var cursor = payer.get(LIST + "&to=" + middle).field("nextCursor");
        var calls = new LinkedHashMap<String, IntConsumer>();
        calls.put("list", _ -> page(LIST));
        calls.put("page in the middle", _ -> page(LIST + "&cursor=" + cursor));
        calls.put("by state", _ -> page(LIST + "&state=CANCELED"));
        calls.put("by date", _ -> page(LIST + "&from=" + middle.minus(Duration.ofDays(1)) + "&to=" + middle));
        calls.put("by amount", _ -> page(LIST + "&minAmountMinor=20000&maxAmountMinor=40000"));
        calls.put("by reference", n -> page(LIST + "&reference=" + Rows.reference(rows.own(n))));
        calls.put("one", n -> answer(payer, "/api/payments/" + Rows.id(rows.own(n))));
        calls.put("audit", n -> answer(operator, "/api/payments/audit/" + Rows.id(rows.own(n))));
        calls.put("metrics", _ -> answer(operator, "/api/payments/metrics?window=30d"));
        calls.put("unknown outcomes", _ -> answer(operator, "/api/payments/unknown-outcomes"));
        return calls;
    }

    private void page(String path) {
        var text = answer(payer, path);
        if (!text.contains("\"id\":\"pay_")) {
            throw new IllegalStateException(path + " found nothing: " + text);
        }
    }

    private static String answer(Api api, String path) {
        var answer = api.get(path);
        if (answer.status() != 200) {
            throw new IllegalStateException(path + " was answered " + answer.status() + ": " + answer.text());
        }
        return answer.text();
    }
}
