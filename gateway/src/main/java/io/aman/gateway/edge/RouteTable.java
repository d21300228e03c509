package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole table: the first route that takes a request decides, and what none takes is not there. */
record RouteTable(List<Route> routes) {

    RouteTable {
        routes = List.copyOf(routes);
    }

    @Nullable
    Route of(Call call) {
        for (var route : routes) {
            if (route.takes(call)) {
                return route;
            }
        }
        return null;
    }
}
