import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';

export class ApiKeys {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listApiKeys'>, options?: RequestOptions) {
    return this.http.list('listApiKeys', { query }, options);
  }

  async get(id: string, options?: RequestOptions) {
    return (await this.http.call('getApiKey', { params: { id } }, options)).apiKey;
  }

  /** The answer holds the `key`, this once. */
  async create(body: Body<'createApiKey'>, options?: RequestOptions) {
    return (await this.http.call('createApiKey', { body }, options)).apiKey;
  }

  async update(id: string, body: Body<'updateApiKey'>, options?: RequestOptions) {
    return (await this.http.call('updateApiKey', { params: { id }, body }, options)).apiKey;
  }

  async rotate(id: string, body: Body<'rotateApiKey'> = {}, options?: RequestOptions) {
    return (await this.http.call('rotateApiKey', { params: { id }, body }, options)).apiKey;
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteApiKey', { params: { id } }, options);
  }
}

export class Usage {
  constructor(private readonly http: Http) {}

  metrics(query?: Query<'getUsageMetrics'>, options?: RequestOptions) {
    return this.http.call('getUsageMetrics', { query }, options);
  }

  chart(query?: Query<'getUsageChart'>, options?: RequestOptions) {
    return this.http.list('getUsageChart', { query }, options);
  }

  activity(query?: Query<'getUsageActivity'>, options?: RequestOptions) {
    return this.http.list('getUsageActivity', { query }, options);
  }

  export(body: Body<'exportUsage'>, options?: RequestOptions) {
    return this.http.call('exportUsage', { body }, options);
  }
}

export class Credits {
  constructor(private readonly http: Http) {}

  balance(options?: RequestOptions) {
    return this.http.call('getCreditBalance', {}, options);
  }

  history(query?: Query<'getCreditHistory'>, options?: RequestOptions) {
    return this.http.list('getCreditHistory', { query }, options);
  }

  burnDown(query?: Query<'getCreditBurnDown'>, options?: RequestOptions) {
    return this.http.call('getCreditBurnDown', { query }, options);
  }

  limits(query?: Query<'listSpendingLimits'>, options?: RequestOptions) {
    return this.http.list('listSpendingLimits', { query }, options);
  }

  packages(options?: RequestOptions) {
    return this.http.list('listCreditPackages', {}, options);
  }

  /** A checkout for more credits: send the person to `sessionUrl`. */
  topUp(body: Body<'topUpCredits'>, options?: RequestOptions) {
    return this.http.call('topUpCredits', { body }, options);
  }
}

export class Organization {
  constructor(private readonly http: Http) {}

  /** The organization that the key belongs to. */
  async get(options?: RequestOptions) {
    return (await this.http.call('currentOrganization', {}, options)).organization;
  }

  members(query?: Query<'listMembers'>, options?: RequestOptions) {
    return this.http.list('listMembers', { query }, options);
  }
}
