import type { Job } from '../generated/api';
import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';
import { type StreamEvent, type StreamOptions, stream } from '../stream';

export type JobEvent =
  | StreamEvent<'job', Job>
  | StreamEvent<
      'log',
      { id: string; attempt: number; level: string; message: string; timestamp: string }
    >
  | StreamEvent<'done', Job>;

export class Jobs {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listJobs'>, options?: RequestOptions) {
    return this.http.list('listJobs', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getJob', { params: { id } }, options);
  }

  submit(body: Body<'submitJob'>, options?: RequestOptions) {
    return this.http.call('submitJob', { body }, options);
  }

  schedule(body: Body<'scheduleJob'>, options?: RequestOptions) {
    return this.http.call('scheduleJob', { body }, options);
  }

  createRecurring(body: Body<'createRecurringJob'>, options?: RequestOptions) {
    return this.http.call('createRecurringJob', { body }, options);
  }

  cancel(id: string, options?: RequestOptions) {
    return this.http.call('cancelJob', { params: { id } }, options);
  }

  retry(id: string, options?: RequestOptions) {
    return this.http.call('retryJob', { params: { id } }, options);
  }

  pause(id: string, options?: RequestOptions) {
    return this.http.call('pauseJob', { params: { id } }, options);
  }

  resume(id: string, options?: RequestOptions) {
    return this.http.call('resumeJob', { params: { id } }, options);
  }

  /** Runs a recurring job now, besides its times. */
  runNow(id: string, options?: RequestOptions) {
    return this.http.call('runJobNow', { params: { id } }, options);
  }

  runs(id: string, query?: Query<'listJobRuns'>, options?: RequestOptions) {
    return this.http.list('listJobRuns', { params: { id }, query }, options);
  }

  logs(id: string, query?: Query<'listJobLogs'>, options?: RequestOptions) {
    return this.http.list('listJobLogs', { params: { id }, query }, options);
  }

  stats(options?: RequestOptions) {
    return this.http.call('jobStats', {}, options);
  }

  types(options?: RequestOptions) {
    return this.http.list('listJobTypes', {}, options);
  }

  /** A job's state and log, live, up to `done`. */
  stream(id: string, options?: StreamOptions) {
    return stream<JobEvent>(this.http, 'streamJob', { params: { id } }, options);
  }
}
