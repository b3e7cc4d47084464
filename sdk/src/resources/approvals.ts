import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';

export class Approvals {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listApprovals'>, options?: RequestOptions) {
    return this.http.list('listApprovals', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getApproval', { params: { id } }, options);
  }

  approve(id: string, body: Body<'approve'> = {}, options?: RequestOptions) {
    return this.http.call('approve', { params: { id }, body }, options);
  }

  reject(id: string, body: Body<'reject'> = {}, options?: RequestOptions) {
    return this.http.call('reject', { params: { id }, body }, options);
  }
}
