import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';

export class Credentials {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listCredentials'>, options?: RequestOptions) {
    return this.http.list('listCredentials', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getCredential', { params: { id } }, options);
  }

  create(body: Body<'createCredential'>, options?: RequestOptions) {
    return this.http.call('createCredential', { body }, options);
  }

  update(id: string, body: Body<'updateCredential'>, options?: RequestOptions) {
    return this.http.call('updateCredential', { params: { id }, body }, options);
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteCredential', { params: { id } }, options);
  }

  test(id: string, body: Body<'testCredential'> = {}, options?: RequestOptions) {
    return this.http.call('testCredential', { params: { id }, body }, options);
  }

  uses(id: string, query?: Query<'listCredentialUses'>, options?: RequestOptions) {
    return this.http.list('listCredentialUses', { params: { id }, query }, options);
  }
}

export class Connectors {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listConnectors'>, options?: RequestOptions) {
    return this.http.list('listConnectors', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getConnector', { params: { id } }, options);
  }

  create(body: Body<'createConnector'>, options?: RequestOptions) {
    return this.http.call('createConnector', { body }, options);
  }

  update(id: string, body: Body<'updateConnector'>, options?: RequestOptions) {
    return this.http.call('updateConnector', { params: { id }, body }, options);
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteConnector', { params: { id } }, options);
  }

  test(id: string, options?: RequestOptions) {
    return this.http.call('testConnector', { params: { id } }, options);
  }

  /** Does one action of a connector now. */
  run(id: string, action: string, body: Body<'runConnectorAction'> = {}, options?: RequestOptions) {
    return this.http.call('runConnectorAction', { params: { id, action }, body }, options);
  }
}
