import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';

export class Agents {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listAgents'>, options?: RequestOptions) {
    return this.http.list('listAgents', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getAgent', { params: { id } }, options);
  }

  create(body: Body<'createAgent'>, options?: RequestOptions) {
    return this.http.call('createAgent', { body }, options);
  }

  update(id: string, body: Body<'updateAgent'>, options?: RequestOptions) {
    return this.http.call('updateAgent', { params: { id }, body }, options);
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteAgent', { params: { id } }, options);
  }

  /** Makes it active: from then on it can be executed. */
  deploy(id: string, options?: RequestOptions) {
    return this.http.call('deployAgent', { params: { id } }, options);
  }

  pause(id: string, options?: RequestOptions) {
    return this.http.call('pauseAgent', { params: { id } }, options);
  }

  /** The models that an agent can run on. */
  models(options?: RequestOptions) {
    return this.http.list('listModels', {}, options);
  }

  /** The tools that an agent can be given. */
  tools(options?: RequestOptions) {
    return this.http.list('listTools', {}, options);
  }
}

export class Skills {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listSkills'>, options?: RequestOptions) {
    return this.http.list('listSkills', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getSkill', { params: { id } }, options);
  }

  create(body: Body<'createSkill'>, options?: RequestOptions) {
    return this.http.call('createSkill', { body }, options);
  }

  update(id: string, body: Body<'updateSkill'>, options?: RequestOptions) {
    return this.http.call('updateSkill', { params: { id }, body }, options);
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteSkill', { params: { id } }, options);
  }
}
