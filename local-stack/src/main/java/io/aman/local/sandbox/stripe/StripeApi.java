package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Which path does what. */
final class StripeApi {
    private static final String ROWS = "data.";

    private final StripeState state;
    private final PaymentIntents intents;
    private final SetupIntents setups;
    private final Customers customers;
    private final Refunds refunds;

    StripeApi(StripeState state, PaymentIntents intents, SetupIntents setups, Customers customers, Refunds refunds) {
        this.state = state;
        this.intents = intents;
        this.setups = setups;
        this.customers = customers;
        this.refunds = refunds;
    }

    ObjectNode get(Call call) {
        var params = params(call);
        var expand = params.list("expand");
        var segments = call.segments();
        return switch (String.join(" ", segments.subList(0, Math.min(2, segments.size())))) {
            case "v1 payment_intents" ->
                expanded(
                        segments.size() == 2
                                ? listIntents(params)
                                : one(call, params).object(),
                        expand);
            case "v1 setup_intents" -> expanded(plain(setups.require(id(call)).object(), params), expand);
            case "v1 charges" -> expanded(plain(state.charge(id(call)), params), expand);
            case "v1 refunds" ->
                expanded(segments.size() == 2 ? listRefunds(params) : plain(refund(id(call)), params), expand);
            case "v1 customers" -> plain(customer(id(call)), params);
            case "v1 payment_methods" -> expanded(plain(customers.method(id(call)), params), expand);
            case "v1 events" -> segments.size() == 2 ? listEvents(params) : plain(event(id(call)), params);
            case "v1 disputes" -> segments.size() == 2 ? listDisputes(params) : plain(dispute(id(call)), params);
            case "v1 balance_transactions" ->
                segments.size() == 2
                        ? expandedRows(listMovements(params), expand)
                        : expanded(plain(movement(id(call)), params), expand);
            case "v1 balance" -> plain(balance(call), params);
            default -> throw unknown(call);
        };
    }

    ObjectNode post(Call call, Cause cause) {
        var params = params(call);
        var expand = params.list("expand");
        var segments = call.segments();
        return switch (call.path()) {
            case "/v1/payment_intents" -> expanded(intents.create(params, cause), expand);
            case "/v1/setup_intents" -> expanded(setups.create(params, cause), expand);
            case "/v1/refunds" -> expanded(refunds.create(params, cause), expand);
            case "/v1/customers" -> expanded(customers.create(params, cause), expand);
            default -> expanded(act(segments, params, call, cause), expand);
        };
    }

    /** Of one object: {@code /v1/<kind>/<id>} or {@code /v1/<kind>/<id>/<action>}. */
    private ObjectNode act(List<String> segments, Params params, Call call, Cause cause) {
        if (segments.size() < 3 || segments.size() > 4 || !segments.getFirst().equals("v1")) {
            throw unknown(call);
        }
        var id = segments.get(2);
        var action = segments.size() == 4 ? " " + segments.get(3) : "";
        return switch (segments.get(1) + action) {
            case "payment_intents" -> intents.update(intent(id), params);
            case "payment_intents confirm" -> intents.confirm(intent(id), params, cause);
            case "payment_intents capture" -> intents.capture(intent(id), params, cause);
            case "payment_intents cancel" -> intents.cancel(intent(id), params, cause);
            case "setup_intents confirm" -> setups.confirm(setups.require(id), params, cause);
            case "setup_intents cancel" -> setups.cancel(setups.require(id), params, cause);
            case "payment_methods attach" -> customers.attach(id, params, cause);
            case "payment_methods detach" -> customers.detach(id, params, cause);
            default -> throw unknown(call);
        };
    }

    private ObjectNode listIntents(Params params) {
        return Lists.page("/v1/payment_intents", state.intents(), params, _ -> true, row -> new Intent(row).object());
    }

    private ObjectNode listRefunds(Params params) {
        return listed("/v1/refunds", state.refunds(), params, "payment_intent", "charge");
    }

    private ObjectNode listDisputes(Params params) {
        return listed("/v1/disputes", state.disputes(), params, "payment_intent", "charge");
    }

    private ObjectNode listMovements(Params params) {
        return listed("/v1/balance_transactions", state.movements(), params, "type", "source");
    }

    /** @param filters fields that may be given as parameters to narrow the list */
    private static ObjectNode listed(String url, Table table, Params params, String... filters) {
        var wanted = Stream.of(filters).collect(Collectors.toMap(Function.identity(), params::text));
        return Lists.page(
                url,
                table,
                params,
                row -> wanted.entrySet().stream().allMatch(want -> matches(row, want.getKey(), want.getValue())),
                UnaryOperator.identity());
    }

    private ObjectNode listEvents(Params params) {
        var type = params.text("type");
        var types = params.list("types");
        return Lists.page(
                "/v1/events",
                state.events(),
                params,
                event -> matches(event, "type", type)
                        && (types.isEmpty() || types.contains(event.path("type").asString())),
                UnaryOperator.identity());
    }

    private static boolean matches(ObjectNode object, String field, Optional<String> wanted) {
        return wanted.map(value -> object.path(field).asString("").equals(value))
                .orElse(true);
    }

    private Intent one(Call call, Params params) {
        var intent = intent(id(call));
        params.refuseUnknown();
        return intent;
    }

    private static ObjectNode plain(ObjectNode object, Params params) {
        params.refuseUnknown();
        return object;
    }

    private Intent intent(String id) {
        return state.intent(id).orElseThrow(() -> StripeError.missing("payment_intent", id));
    }

    private ObjectNode customer(String id) {
        return state.customers().find(id).orElseThrow(() -> StripeError.missing("customer", id));
    }

    private ObjectNode refund(String id) {
        return state.refunds().find(id).orElseThrow(() -> StripeError.missing("refund", id));
    }

    private ObjectNode dispute(String id) {
        return state.disputes().find(id).orElseThrow(() -> StripeError.missing("dispute", id));
    }

    private ObjectNode movement(String id) {
        return state.movements().find(id).orElseThrow(() -> StripeError.missing("balance_transaction", id));
    }

    private ObjectNode event(String id) {
        return state.events().find(id).orElseThrow(() -> StripeError.missing("event", id));
    }

    /** Of an account that is paid out all the time: what clients ask for is whether the API lives. */
    private ObjectNode balance(Call call) {
        if (call.segments().size() != 2) {
            throw unknown(call);
        }
        return state.template("balance");
    }

    private ObjectNode expanded(ObjectNode object, List<String> names) {
        for (var name : names) {
            var reference = object.path(name);
            if (reference.isMissingNode()) {
                throw StripeError.invalid("This property cannot be expanded (%s).".formatted(name));
            }
            if (reference.isString()) {
                object.set(name, referenced(name, reference.asString()));
            }
        }
        return object;
    }

    /** In a list, names begin with {@code data.}. */
    private ObjectNode expandedRows(ObjectNode list, List<String> names) {
        var inner = names.stream()
                .map(name -> name.startsWith(ROWS) ? name.substring(ROWS.length()) : "")
                .toList();
        list.path("data").forEach(row -> expanded((ObjectNode) row, inner));
        return list;
    }

    private ObjectNode source(String id) {
        return switch (id.substring(0, 3)) {
            case "ch_" -> state.charge(id);
            case "re_" -> refund(id);
            default -> dispute(id);
        };
    }

    private ObjectNode referenced(String name, String id) {
        return switch (name) {
            case "source" -> source(id);
            case "latest_charge", "charge" -> state.charge(id);
            case "payment_intent" -> intent(id).object();
            case "customer" -> customer(id);
            case "payment_method" -> customers.method(id);
            default -> throw StripeError.invalid("This property cannot be expanded (%s).".formatted(name));
        };
    }

    private static String id(Call call) {
        if (call.segments().size() != 3) {
            throw unknown(call);
        }
        return call.segments().get(2);
    }

    private static Params params(Call call) {
        try {
            return new Params(call.params());
        } catch (IllegalArgumentException _) {
            throw StripeError.invalid("The request's parameters are not form-encoded.");
        }
    }

    private static StripeError unknown(Call call) {
        return StripeError.unknownUrl(call.method(), call.path());
    }
}
