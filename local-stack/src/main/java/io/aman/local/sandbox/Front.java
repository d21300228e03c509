package io.aman.local.sandbox;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Fault;
import io.aman.local.sandbox.provider.Faults;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Hands each request to the provider it is for, and spoils the answer where a fault asks for it. */
final class Front implements ResponseDefinitionTransformerV2 {
    static final String NAME = "sandbox";
    private static final String COMMANDS = "_sandbox";

    private final Map<String, ProviderSandbox> providers;
    private final Faults faults;
    private final Commands commands;

    Front(Map<String, ProviderSandbox> providers, Faults faults, Commands commands) {
        this.providers = providers;
        this.faults = faults;
        this.commands = commands;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        var request = event.getRequest();
        var url = request.getUrl();
        var path = url.substring(0, queryStart(url));
        int end = path.indexOf('/', 1);
        var first = path.substring(1, end < 0 ? path.length() : end);
        var call = call(request, end < 0 ? "/" : path.substring(end));
        if (first.equals(COMMANDS)) {
            return plain(commands.serve(call)).build();
        }
        var provider = providers.get(first);
        return provider == null ? plain(Reply.problem(404, "no provider here")).build() : served(provider, call);
    }

    private ResponseDefinition served(ProviderSandbox provider, Call call) {
        var fault = faults.onRequest(provider.name(), call.method(), call.path());
        return fault.isEmpty() ? plain(provider.serve(call)).build() : spoiled(fault.get(), provider, call);
    }

    private static ResponseDefinition spoiled(Fault fault, ProviderSandbox provider, Call call) {
        return switch (fault.kind()) {
            case DELAY ->
                plain(provider.serve(call))
                        .withFixedDelay(millis(fault.pause()))
                        .build();
            case STATUS -> plain(provider.failure(fault.status())).build();
            case RESET, TIMEOUT -> resetAfter(fault.pause());
            case TIMEOUT_AFTER_EFFECT -> {
                provider.serve(call);
                yield resetAfter(fault.pause());
            }
            case DUPLICATE_WEBHOOK, REORDER_WEBHOOKS, DROP_WEBHOOK, DELAY_WEBHOOK ->
                throw new IllegalStateException(fault.kind() + " is not about requests");
        };
    }

    private static ResponseDefinition resetAfter(Duration pause) {
        return new ResponseDefinitionBuilder()
                .withFixedDelay(millis(pause))
                .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
                .build();
    }

    private static ResponseDefinitionBuilder plain(Reply reply) {
        var response =
                new ResponseDefinitionBuilder().withStatus(reply.status()).withBody(reply.body());
        reply.headers().forEach(response::withHeader);
        return response;
    }

    private static int millis(Duration pause) {
        return Math.toIntExact(pause.toMillis());
    }

    /** Not by {@link URI}, which refuses characters that clients do send. */
    private static int queryStart(String url) {
        int mark = url.indexOf('?');
        return mark < 0 ? url.length() : mark;
    }

    private static Call call(Request request, String path) {
        var url = request.getUrl();
        return new Call(
                request.getMethod().value(),
                path,
                url.substring(Math.min(url.length(), queryStart(url) + 1)),
                URI.create("%s://%s:%d".formatted(request.getScheme(), request.getHost(), request.getPort())),
                name -> Optional.ofNullable(request.getHeader(name)),
                Optional.ofNullable(request.getBodyAsString()).orElse(""));
    }
}
