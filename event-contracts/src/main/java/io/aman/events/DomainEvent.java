package io.aman.events;

/**
 * Something that happened in one service and that others may act upon.
 *
 * <p>Fields of a released event are only ever added; any other change is a new version of its {@link EventType}.
 */
public sealed interface DomainEvent
        permits PaymentEvent,
                InvoiceEvent,
                UserEvent,
                AccountEvent,
                LoginEvent,
                SessionEvent,
                AccessEvent,
                ActivityEvent,
                RevocationEvent,
                SecurityEvent,
                WebhookEvent,
                InboxEvent {}
