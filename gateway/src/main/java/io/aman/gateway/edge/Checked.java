package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import io.aman.gateway.limit.Decision;

/** A request that may go on, by what its limits say. */
record Checked(Call call, Decision decision) {}
