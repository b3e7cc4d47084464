import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';

/** Documents in the config language. */
export class Configs {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listConfigs'>, options?: RequestOptions) {
    return this.http.list('listConfigs', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getConfig', { params: { id } }, options);
  }

  create(body: Body<'createConfig'>, options?: RequestOptions) {
    return this.http.call('createConfig', { body }, options);
  }

  update(id: string, body: Body<'updateConfig'>, options?: RequestOptions) {
    return this.http.call('updateConfig', { params: { id }, body }, options);
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteConfig', { params: { id } }, options);
  }

  versions(id: string, query?: Query<'listConfigVersions'>, options?: RequestOptions) {
    return this.http.list('listConfigVersions', { params: { id }, query }, options);
  }

  /** All that is wrong with a document. */
  validate(content: string, options?: RequestOptions) {
    return this.http.call('validateConfigContent', { body: { content } }, options);
  }

  format(content: string, options?: RequestOptions) {
    return this.http.call('formatConfigContent', { body: { content } }, options);
  }

  /** The OpenAPI document of what a document declares: an object, or text with `format: 'yaml'`. */
  openApi(body: Body<'writeOpenApi'>, options?: RequestOptions) {
    return this.http.call('writeOpenApi', { body }, options) as Promise<
      Record<string, unknown> | string
    >;
  }
}
