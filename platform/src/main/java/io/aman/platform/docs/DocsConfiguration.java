package io.aman.platform.docs;

import io.aman.platform.Secret;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.Caller;
import io.aman.platform.security.TokenProperties;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
@Import(DocsConfiguration.Lazily.class)
class DocsConfiguration {

    @Bean
    static LazyDocs lazyDocs() {
        return new LazyDocs();
    }

    /** What writes the document also reads YAML, which nobody may send: no filter of ours knows that language. */
    @Bean
    WebMvcConfigurer noYaml() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.configureMessageConvertersList(list ->
                        list.removeIf(one -> one.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
            }
        };
    }

    @Lazy
    @Configuration(proxyBeanMethods = false)
    static class Lazily {

        static {
            SpringDocUtils.getConfig()
                    .addRequestWrapperToIgnore(Caller.class, AccessToken.class, IdempotentCall.class)
                    .replaceWithSchema(Secret.class, new StringSchema().format("password"));
        }

        @Bean
        OpenAPI document(@Value("${spring.application.name}") String service) {
            return new OpenAPI().info(new Info().title(service).version("1"));
        }

        @Bean
        ModelResolver schemas() {
            var resolver = new ModelResolver(Json31.mapper(), new SchemaNames());
            ModelResolver.enumsAsRef = true;
            return resolver.openapi31(true);
        }

        @Bean
        RecordSchemas recordSchemas(ModelResolver first) {
            return new RecordSchemas(first.objectMapper());
        }

        @Bean
        OperationDocs operationDocs(@Value("${spring.application.name}") String service) {
            return new OperationDocs(StringUtils.capitalize(service.replace("-service", "")));
        }

        @Bean
        DocumentDocs documentDocs(TokenProperties tokens) {
            return new DocumentDocs(tokens.publicPaths());
        }
    }
}
