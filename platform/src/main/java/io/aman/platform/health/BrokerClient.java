package io.aman.platform.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/** Whether a broker answers; what is written waits in the outbox meanwhile. Connects when it is first asked. */
final class BrokerClient implements PartCheck, DisposableBean {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Object> settings;
    private final Duration timeLimit;
    private @Nullable Admin admin;

    BrokerClient(Map<String, Object> settings, Duration timeLimit) {
        this.settings = new HashMap<>(settings);
        this.settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
        this.timeLimit = timeLimit;
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public Reading look() throws Exception {
        var options = new DescribeClusterOptions().timeoutMs((int) timeLimit.toMillis());
        var nodes = admin().describeCluster(options).nodes().get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
        return nodes.isEmpty() ? Reading.down("no broker is in the cluster") : Reading.up();
    }

    private Admin admin() {
        lock.lock();
        try {
            if (admin == null) {
                admin = Admin.create(settings);
            }
            return admin;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void destroy() {
        lock.lock();
        try {
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
            }
        } finally {
            lock.unlock();
        }
    }
}
