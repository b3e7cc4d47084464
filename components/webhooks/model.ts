import type { WebhookView } from '@/lib/webhooks/contract';
import type { DeliveryDetail, DeliveryView } from '@/lib/webhooks/deliveries.contract';

export type Webhook = WebhookView;
export type Delivery = DeliveryView;
export type { DeliveryDetail };
export type DeliveryPage = { deliveries: Delivery[]; total: number; limit: number; offset: number };

/** A type of event that can be subscribed to. */
export type EventKind = { type: string; description: string; category: string };

/** What the reader may do with webhooks; viewers only look. */
export type May = { write: boolean };
