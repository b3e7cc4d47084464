import type { ConfigDeployment, PackageDeployment } from '../generated/api';
import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';
import { type StreamEvent, type StreamOptions, stream } from '../stream';

/** A package to send: its bytes, and what goes with it. */
export interface PackageUpload {
  file: Blob;
  /** Equal to the manifest's, or in place of a missing one. */
  version?: string;
  /** A detached Ed25519 signature over the file. */
  signature?: Blob | string;
  releaseNotes?: string;
  /** Replaces a version that nobody has installed. */
  forceOverwrite?: boolean;
  /** Settings for an external runtime; kept encrypted. */
  environment?: Record<string, string>;
}

function formOf(given: PackageUpload): FormData {
  const form = new FormData();
  const set = (name: string, value: Blob | string | undefined) => {
    if (value !== undefined) form.set(name, value);
  };
  // Text first: the server checks it before it reads the file.
  set('version', given.version);
  set('release_notes', given.releaseNotes);
  set('force_overwrite', given.forceOverwrite ? 'true' : undefined);
  set('environment', given.environment && JSON.stringify(given.environment));
  set('signature', given.signature);
  const named = (given.file as { name?: string }).name;
  form.set('file', given.file, named ?? 'package.apkg');
  return form;
}

/** Uploads are long: the server itself gives them 15 minutes. */
const UPLOAD_MS = 890_000;
const long = (options?: RequestOptions): RequestOptions => ({ timeoutMs: UPLOAD_MS, ...options });

/** Agent apps: what packages are versions of. */
export class Apps {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listAgentApps'>, options?: RequestOptions) {
    return this.http.list('listAgentApps', { query }, options);
  }

  async get(id: string, options?: RequestOptions) {
    return (await this.http.call('getAgentApp', { params: { id } }, options)).app;
  }

  async create(body: Body<'createAgentApp'>, options?: RequestOptions) {
    return (await this.http.call('createAgentApp', { body }, options)).app;
  }

  async update(id: string, body: Body<'updateAgentApp'>, options?: RequestOptions) {
    return (await this.http.call('updateAgentApp', { params: { id }, body }, options)).app;
  }

  delete(id: string, options?: RequestOptions) {
    return this.http.call('deleteAgentApp', { params: { id } }, options);
  }

  packages(id: string, query?: Query<'listPackages'>, options?: RequestOptions) {
    return this.http.list('listPackages', { params: { id }, query }, options);
  }

  async package(id: string, packageId: string, options?: RequestOptions) {
    return (await this.http.call('getPackage', { params: { id, packageId } }, options)).package;
  }

  deletePackage(id: string, packageId: string, options?: RequestOptions) {
    return this.http.call('deletePackage', { params: { id, packageId } }, options);
  }

  /** Checks and keeps a package, without deploying it. */
  upload(id: string, upload: PackageUpload, options?: RequestOptions) {
    const given = { params: { id }, body: formOf(upload) };
    return this.http.call('uploadPackage', given, long(options));
  }

  /** Deploys a package: a new one, or with `{packageId}` one that was uploaded before. */
  deploy(id: string, upload: PackageUpload | { packageId: string }, options?: RequestOptions) {
    let body: FormData;
    if ('packageId' in upload) {
      body = new FormData();
      body.set('package_id', upload.packageId);
    } else body = formOf(upload);
    return this.http.call('deployPackage', { params: { id }, body }, long(options));
  }

  async secrets(id: string, options?: RequestOptions) {
    return (await this.http.call('listAppSecrets', { params: { id } }, options)).secrets;
  }

  setSecrets(id: string, body: Body<'setAppSecrets'>, options?: RequestOptions) {
    return this.http.call('setAppSecrets', { params: { id }, body }, options);
  }

  deleteSecret(id: string, key: string, options?: RequestOptions) {
    return this.http.call('deleteAppSecret', { params: { id, key } }, options);
  }

  /** Offers an app on the marketplace. */
  publish(id: string, body: Body<'publishAgentApp'>, options?: RequestOptions) {
    return this.http.call('publishAgentApp', { params: { id }, body }, options);
  }

  unpublish(id: string, options?: RequestOptions) {
    return this.http.call('unpublishAgentApp', { params: { id } }, options);
  }
}

export type DeploymentEvent = StreamEvent<'deployment' | 'done', { deployment: PackageDeployment }>;

export class Deployments {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listDeployments'>, options?: RequestOptions) {
    return this.http.list('listDeployments', { query }, options);
  }

  async get(id: string, options?: RequestOptions): Promise<PackageDeployment | ConfigDeployment> {
    const found = await this.http.call('getDeployment', { params: { id } }, options);
    return 'deployment' in found ? found.deployment : found;
  }

  async cancel(id: string, options?: RequestOptions) {
    return (await this.http.call('cancelDeployment', { params: { id } }, options)).deployment;
  }

  retry(id: string, options?: RequestOptions) {
    return this.http.call('retryDeployment', { params: { id } }, options);
  }

  rollback(id: string, options?: RequestOptions) {
    return this.http.call('rollbackDeployment', { params: { id } }, options);
  }

  queue(options?: RequestOptions) {
    return this.http.call('deploymentQueueStats', {}, options);
  }

  /** The steps of a package's deployment, live, up to its end. */
  async *stream(id: string, options?: StreamOptions): AsyncGenerator<PackageDeployment> {
    const given = { params: { id } };
    for await (const { data } of stream<DeploymentEvent>(
      this.http,
      'streamDeployment',
      given,
      options,
    ))
      yield data.deployment;
  }
}
