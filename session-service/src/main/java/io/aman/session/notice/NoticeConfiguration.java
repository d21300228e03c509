package io.aman.session.notice;

import io.aman.platform.PublicUrl;
import io.aman.platform.security.Sealed;
import io.aman.session.token.KeyedHash;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    @Bean
    NotMeLinks notMeLinks(PublicUrl base, KeyedHash hash, Clock clock) {
        return new NotMeLinks(base, hash.of("not-me"), clock);
    }

    @Bean
    NoticeSeal noticeSeal(Sealed sealed, NotMeLinks links) {
        return new NoticeSeal(sealed, links);
    }
}
