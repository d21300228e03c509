package io.aman.security.challenge;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Has a provider say whether somebody is a person; it sees to it that each token counts once. Away, it accepts nothing:
 * known devices are not asked for a challenge, and a reset link opens an account without one.
 */
final class CaptchaClient implements Challenger {

    static final String KIND = "captcha";
    private static final Logger log = LoggerFactory.getLogger(CaptchaClient.class);

    /** @param hostname where it was solved, where the provider says so */
    record Answer(boolean success, @Nullable String hostname) {}

    private final ChallengeProperties.Captcha provider;
    private final RestClient http;

    CaptchaClient(ChallengeProperties.Captcha provider) {
        this.provider = provider;
        var client = HttpClient.newBuilder().connectTimeout(provider.within()).build();
        var requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(provider.within());
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    @Override
    public Challenge challenge(String accountKey, String address) {
        return new Challenge(KIND, null, null, null, null, null, provider.siteKey(), null);
    }

    @Override
    public boolean accepts(String solution, String accountKey, String address) {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("secret", provider.secret().reveal());
        form.add("response", solution);
        form.add("remoteip", address);
        form.add("sitekey", provider.siteKey());
        try {
            @Nullable
            Answer answer = http.post()
                    .uri(provider.verifyUrl())
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(form)
                    .retrieve()
                    .body(Answer.class);
            return answer != null && answer.success() && isOurs(answer.hostname());
        } catch (RestClientException e) {
            log.warn(
                    "the provider of challenges does not answer: {}",
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private boolean isOurs(@Nullable String hostname) {
        return provider.hosts().isEmpty()
                || (hostname != null && provider.hosts().contains(hostname));
    }
}
