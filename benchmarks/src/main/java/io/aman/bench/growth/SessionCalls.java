package io.aman.bench.growth;

import io.aman.bench.BenchStacks.Running;
import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** What is asked of session-service, by a person about their sessions and by an administrator about everybody's. */
final class SessionCalls {

    static final String LIST = "list";
    static final String STATISTICS = "stats";
    static final String REFRESH = "refresh";

    private static final String OWN = "/api/sessions?limit=20";
    private static final String EVERYBODYS = "/api/sessions/admin/all?limit=20";

    /** Tokens are good for minutes, and growing takes longer. */
    private static final class Holder {

        private final Api service;
        private String access;
        private String refresh;

        private Holder(Api service, Answer signedIn) {
            this.service = service;
            this.access = signedIn.field("token");
            this.refresh = signedIn.field("refreshToken");
        }

        private void refresh() {
            var answer = service.post("/api/auth/refresh", Map.of("refreshToken", refresh));
            require(answer, "/api/auth/refresh");
            access = answer.field("token");
            refresh = answer.field("refreshToken");
        }

        private Answer get(String path) {
            var answer = service.signedIn(access).get(path);
            require(answer, path);
            return answer;
        }
    }

    private final Holder person;
    private final Holder administrator;
    private final int people;

    /** @param people of how many there are sessions when it is asked first */
    SessionCalls(Running running, Answer person, Answer administrator, int people) {
        this.people = people;
        var ports = running.stack().ports();
        var service = Api.at(ports.http(ports.session()));
        this.person = new Holder(service, person);
        this.administrator = new Holder(service, administrator);
    }

    /** With tokens that are good from now on. */
    Map<String, IntConsumer> all() {
        person.refresh();
        administrator.refresh();
        var behind = person.get(OWN).field("nextCursor");
        var calls = new LinkedHashMap<String, IntConsumer>();
        calls.put(LIST, _ -> page(() -> person.get(OWN)));
        calls.put(LIST + " (next page)", _ -> page(() -> person.get(OWN + "&cursor=" + behind)));
        calls.put(LIST + " (everybody's)", _ -> page(() -> administrator.get(EVERYBODYS)));
        calls.put(
                LIST + " (somebody's)",
                n -> page(() -> administrator.get(
                        EVERYBODYS + "&userId=" + SessionRows.user(n % people * SessionRows.OF_ONE_PERSON))));
        calls.put(
                LIST + " (from an address)",
                _ -> page(() -> administrator.get(EVERYBODYS + "&address=" + SessionRows.OFFICE)));
        calls.put(LIST + " (over)", _ -> page(() -> administrator.get(EVERYBODYS + "&state=OVER")));
        calls.put(STATISTICS, _ -> person.get("/api/sessions/stats"));
        calls.put(REFRESH, _ -> person.refresh());
        return calls;
    }

    private static void page(Supplier<Answer> asked) {
        var answer = asked.get();
        if (!answer.text().contains("\"id\":\"ses_")) {
            throw new IllegalStateException("a list found nothing: " + answer.text());
        }
    }

    private static void require(Answer answer, String path) {
        if (answer.status() != 200) {
            throw new IllegalStateException(path + " was answered " + answer.status() + ": " + answer.text());
        }
    }
}
