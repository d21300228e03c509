package io.aman.payment;

import io.aman.payment.payment.AuditVerifyCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class PaymentServiceApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(AuditVerifyCommand.NAME)) {
            System.exit(AuditVerifyCommand.run(System.out, Arrays.copyOfRange(args, 1, args.length)));
        }
        SpringApplication.run(PaymentServiceApplication.class, args);
    }
}
