package io.aman.notification.intent;

import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells each operator of a group of alerts once in each of its states, however often it is posted. */
@Component
class TellOperators {

    private final Operators operators;
    private final TellUser tellUser;

    TellOperators(Operators operators, TellUser tellUser) {
        this.operators = operators;
        this.tellUser = tellUser;
    }

    /** They will be told once this returns. */
    void of(AlertGroup group) {
        var at = group.latest().changedAt();
        operators.onDuty().forEach(operator -> tellUser.tell(group.id(), at, notice(group, operator)));
    }

    private static Notice notice(AlertGroup group, String operator) {
        var alert = group.latest();
        var codes = new HashMap<String, String>();
        codes.put("state", group.isFiring() ? "firing" : "resolved");
        put(codes, "alarm", alert.labels().get("alertname"));
        put(codes, "urgency", alert.labels().get("severity"));
        var texts = new HashMap<String, String>();
        put(texts, "summary", alert.annotations().get("summary"));
        put(texts, "service", alert.labels().get("service"));
        put(texts, "runbook", alert.annotations().get("runbook"));
        put(texts, "firing", count(group.firing()));
        put(texts, "over", count(group.over()));
        return new Notice(
                Template.OPERATIONS_ALERT,
                operator,
                new Facts(Map.of(), texts, codes, Map.of()),
                "alerts/%s/%s".formatted(group.id(), operator));
    }

    private static String count(long alerts) {
        return alerts == 0 ? "" : Long.toString(alerts);
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.put(name, value);
        }
    }
}
