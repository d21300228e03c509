package io.aman.notification.channel.email;

import io.aman.notification.Wiring;
import java.nio.charset.StandardCharsets;

/** Mails that come back, as mail servers write them. */
public final class Bounces {

    public static final String MAILBOX = "bounces@aman.test";

    private Bounces() {}

    /** Where the first send of a delivery comes back to. */
    public static String returnPath(String deliveryId) {
        return new ReturnPath(MAILBOX, Wiring.SEALED).of(new ReturnPath.Sent(deliveryId, "smtp", 1));
    }

    /** As Postfix writes it. */
    public static byte[] report(String to, String action, String status) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
                Subject: Undelivered Mail Returned to Sender
                To: %s
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                \tboundary="4ZxqvC2zNnz"

                This is a MIME-encapsulated message.

                --4ZxqvC2zNnz
                Content-Description: Notification
                Content-Type: text/plain; charset=us-ascii

                <stranger@example.com>: host mx.example.com said: 550 5.1.1 no such user

                --4ZxqvC2zNnz
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example.com
                X-Postfix-Queue-ID: 4ZxqvC2zNnz
                Arrival-Date: Wed, 25 Nov 2026 10:00:00 +0000 (UTC)

                Final-Recipient: rfc822; stranger@example.com
                Original-Recipient: rfc822;stranger@example.com
                Action: %s
                Status: %s
                Remote-MTA: dns; mx.example.com
                Diagnostic-Code: smtp; 550 5.1.1 no such user

                --4ZxqvC2zNnz
                Content-Description: Undelivered Message Headers
                Content-Type: text/rfc822-headers

                From: Aman <no-reply@aman.test>
                To: stranger@example.com
                Subject: Receipt

                --4ZxqvC2zNnz--
                """.formatted(to, action, status).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
