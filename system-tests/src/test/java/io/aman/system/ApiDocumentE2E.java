package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
@ExtendWith(RunningStack.class)
class ApiDocumentE2E {

    private static final Path JOURNEY = Path.of("src/test/resources/client/Journey.java");

    private static String document(LocalStack stack) {
        var answer = Api.at(stack.gateway()).get("/docs/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    @Test
    void aStockParserFindsNoFaultAndNothingIsLeftOutOrInternal(LocalStack stack) {
        var parsed = new OpenAPIV3Parser().readContents(document(stack));

        assertThat(parsed.getMessages()).isEmpty();
        var api = parsed.getOpenAPI();
        assertThat(api.getInfo().getExtensions()).isNull();
        assertThat(api.getPaths())
                .containsKeys(
                        "/.well-known/jwks.json",
                        "/api/auth/login",
                        "/api/notifications",
                        "/api/payments",
                        "/api/security/activity",
                        "/api/sessions",
                        "/api/system/health");
        assertThat(api.getPaths().keySet())
                .noneMatch(path -> path.startsWith("/internal") || path.startsWith("/actuator"));
        assertThat(api.getServers())
                .extracting("url")
                .containsExactly(stack.gateway().toString());
    }

    @Test
    void aClientThatAStockGeneratorMakesOfItPays(LocalStack stack, @TempDir Path folder) throws Exception {
        var document = Files.writeString(folder.resolve("openapi.json"), document(stack));
        var client = GeneratedClient.of(document, folder.resolve("client"), JOURNEY);

        var seen = (Map<?, ?>) client.run("client.Journey", "run", "generated@example.com", "a long enough password");

        assertThat(seen.get("user")).isEqualTo("generated@example.com");
        assertThat(seen.get("read")).isEqualTo(seen.get("created"));
        assertThat(seen.get("listed")).isEqualTo(seen.get("created"));
        assertThat(seen.get("amount")).isEqualTo("12500");
        assertThat(seen.get("state")).isEqualTo("CREATED");
        assertThat(String.valueOf(seen.get("unknown"))).startsWith("404 ").contains("PAYMENT_NOT_FOUND");
        assertThat(seen.get("health")).isEqualTo("UP");
    }

    @Test
    void theWholeSuiteTellsHowItFares(LocalStack stack) {
        var admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        admin.signIn();

        var health = admin.api().get("/api/system/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text())
                .contains("\"database\":\"UP\"", "\"broker\":\"UP\"", "\"stripe\":\"UP\"", "\"knet\":\"UP\"")
                .doesNotContain("127.0.0.1");
    }
}
