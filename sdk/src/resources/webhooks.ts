import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';

export class Webhooks {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listWebhooks'>, options?: RequestOptions) {
    return this.http.list('listWebhooks', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getWebhook', { params: { id } }, options);
  }

  /** The answer holds the `secret`, this once. */
  create(body: Body<'createWebhook'>, options?: RequestOptions) {
    return this.http.call('createWebhook', { body }, options);
  }

  update(id: string, body: Body<'updateWebhook'>, options?: RequestOptions) {
    return this.http.call('updateWebhook', { params: { id }, body }, options);
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteWebhook', { params: { id } }, options);
  }

  enable(id: string, options?: RequestOptions) {
    return this.http.call('enableWebhook', { params: { id } }, options);
  }

  disable(id: string, options?: RequestOptions) {
    return this.http.call('disableWebhook', { params: { id } }, options);
  }

  rotateSecret(id: string, body: Body<'rotateWebhookSecret'> = {}, options?: RequestOptions) {
    return this.http.call('rotateWebhookSecret', { params: { id }, body }, options);
  }

  /** Sends `webhook.test` now and tells what the receiver said. */
  test(id: string, options?: RequestOptions) {
    return this.http.call('testWebhook', { params: { id } }, options);
  }

  deliveries(id: string, query?: Query<'listWebhookDeliveries'>, options?: RequestOptions) {
    return this.http.list('listWebhookDeliveries', { params: { id }, query }, options);
  }

  delivery(id: string, deliveryId: string, options?: RequestOptions) {
    return this.http.call('getWebhookDelivery', { params: { id, deliveryId } }, options);
  }

  retryDelivery(deliveryId: string, options?: RequestOptions) {
    return this.http.call('retryWebhookDelivery', { params: { id: deliveryId } }, options);
  }

  /** Sends all failed deliveries since a time again. */
  recover(id: string, body: Body<'recoverWebhook'>, options?: RequestOptions) {
    return this.http.call('recoverWebhook', { params: { id }, body }, options);
  }
}
