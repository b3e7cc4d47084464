import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';

export class Marketplace {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listMarketplacePackages'>, options?: RequestOptions) {
    return this.http.list('listMarketplacePackages', { query }, options);
  }

  /** By id or slug. */
  get(id: string, options?: RequestOptions) {
    return this.http.call('getMarketplacePackage', { params: { id } }, options);
  }

  reviews(id: string, query?: Query<'listReviews'>, options?: RequestOptions) {
    return this.http.list('listReviews', { params: { id }, query }, options);
  }

  writeReview(id: string, body: Body<'writeReview'>, options?: RequestOptions) {
    return this.http.call('writeReview', { params: { id }, body }, options);
  }

  deleteReview(id: string, options?: RequestOptions) {
    return this.http.call('deleteReview', { params: { id } }, options);
  }
}

export class Installations {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listInstallations'>, options?: RequestOptions) {
    return this.http.list('listInstallations', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getInstallation', { params: { id } }, options);
  }

  /** `package_id`: the id or slug of a marketplace package. */
  create(body: Body<'installPackage'>, options?: RequestOptions) {
    return this.http.call('installPackage', { body }, options);
  }

  update(id: string, body: Body<'updateInstallation'>, options?: RequestOptions) {
    return this.http.call('updateInstallation', { params: { id }, body }, options);
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('uninstallPackage', { params: { id } }, options);
  }

  pause(id: string, options?: RequestOptions) {
    return this.http.call('pauseInstallation', { params: { id } }, options);
  }

  resume(id: string, options?: RequestOptions) {
    return this.http.call('resumeInstallation', { params: { id } }, options);
  }

  upgradePlan(id: string, query?: Query<'getUpgradePlan'>, options?: RequestOptions) {
    return this.http.call('getUpgradePlan', { params: { id }, query }, options);
  }

  upgrade(id: string, body: Body<'upgradeInstallation'> = {}, options?: RequestOptions) {
    return this.http.call('upgradeInstallation', { params: { id }, body }, options);
  }
}
