import { type FleetPromptConfig, httpConfig } from './config';
import { errorOf } from './errors';
import { Http, type RequestOptions } from './http';
import type { Body, Given, Operation, Query, Result } from './operation';
import { ApiKeys, Credits, Organization, Usage } from './resources/account';
import { Agents, Skills } from './resources/agents';
import { Approvals } from './resources/approvals';
import { Configs } from './resources/configs';
import { Connectors, Credentials } from './resources/connections';
import { Events } from './resources/events';
import { type ExecutionInput, Executions } from './resources/executions';
import { Jobs } from './resources/jobs';
import { Installations, Marketplace } from './resources/marketplace';
import { Apps, Deployments } from './resources/packages';
import { Webhooks } from './resources/webhooks';
import { Runs, type WorkflowDraft, Workflows } from './resources/workflows';
import { type StreamEvent, type StreamOptions, stream } from './stream';
import type { WaitOptions } from './wait';

/** A client of the FleetPrompt API: the short names are methods, everything else is under its resource. */
export class FleetPromptClient {
  readonly agents: Agents;
  readonly skills: Skills;
  readonly executions: Executions;
  readonly workflows: Workflows;
  readonly runs: Runs;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly webhooks: Webhooks;
  readonly credentials: Credentials;
  readonly connectors: Connectors;
  readonly apps: Apps;
  readonly deployments: Deployments;
  readonly installations: Installations;
  readonly marketplace: Marketplace;
  readonly approvals: Approvals;
  readonly configs: Configs;
  readonly usage: Usage;
  readonly credits: Credits;
  readonly apiKeys: ApiKeys;
  readonly organization: Organization;
  readonly #http: Http;

  constructor(config: FleetPromptConfig = {}) {
    const http = new Http(httpConfig(config));
    this.#http = http;
    this.agents = new Agents(http);
    this.skills = new Skills(http);
    this.executions = new Executions(http);
    this.workflows = new Workflows(http);
    this.runs = new Runs(http);
    this.jobs = new Jobs(http);
    this.events = new Events(http);
    this.webhooks = new Webhooks(http);
    this.credentials = new Credentials(http);
    this.connectors = new Connectors(http);
    this.apps = new Apps(http);
    this.deployments = new Deployments(http);
    this.installations = new Installations(http);
    this.marketplace = new Marketplace(http);
    this.approvals = new Approvals(http);
    this.configs = new Configs(http);
    this.usage = new Usage(http);
    this.credits = new Credits(http);
    this.apiKeys = new ApiKeys(http);
    this.organization = new Organization(http);
  }

  /** Any operation of the API by its operationId, for those without a method of their own. */
  call<O extends Operation>(
    operation: O,
    given: Given<O>,
    options?: RequestOptions,
  ): Promise<Result<O>> {
    return this.#http.call(operation, given, options);
  }

  /**
   * Executes a GraphQL document. Resolves to its data; rejects with the first error when there is any, whose
   * `body` holds all of them and what data there is.
   */
  async graphql<T = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    options?: RequestOptions,
  ): Promise<T> {
    const body = await this.#http.call('executeGraphQL', { body: { query, variables } }, options);
    if (body.errors) throw errorOf(200, new Headers(), body);
    return body.data as T;
  }

  /** The live events of an operation that streams, such as `sendChatMessage`. */
  stream<O extends Operation>(
    operation: O,
    given: Given<O>,
    options?: StreamOptions,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    return stream(this.#http, operation, given, options);
  }

  listAgents(query?: Query<'listAgents'>, options?: RequestOptions) {
    return this.agents.list(query, options);
  }

  getAgent(id: string, options?: RequestOptions) {
    return this.agents.get(id, options);
  }

  createAgent(data: Body<'createAgent'>, options?: RequestOptions) {
    return this.agents.create(data, options);
  }

  updateAgent(id: string, data: Body<'updateAgent'>, options?: RequestOptions) {
    return this.agents.update(id, data, options);
  }

  async deleteAgent(id: string, options?: RequestOptions): Promise<void> {
    await this.agents.delete(id, options);
  }

  deployAgent(id: string, options?: RequestOptions) {
    return this.agents.deploy(id, options);
  }

  /** Executes an agent and waits up to 25 s for the result; `{wait: 0}` returns at once. */
  executeAgent(
    agentId: string,
    input?: ExecutionInput,
    options?: Parameters<Executions['start']>[2],
  ) {
    return this.executions.start(agentId, input, options);
  }

  /** Executes an agent and streams what it says and does, up to `done`. */
  streamAgent(agentId: string, input?: ExecutionInput, options?: StreamOptions) {
    return this.executions.startAndStream(agentId, input, options);
  }

  getExecution(id: string, options?: RequestOptions) {
    return this.executions.get(id, options);
  }

  /** Of one agent, or of all. */
  listExecutions(agentId?: string | Query<'listExecutions'>, options?: RequestOptions) {
    const query = typeof agentId === 'string' ? { agent_id: agentId } : agentId;
    return this.executions.list(query, options);
  }

  /** Resolves when the execution has ended, whether well or not. */
  waitForExecution(id: string, options?: WaitOptions) {
    return this.executions.wait(id, options);
  }

  /** The packages of the marketplace. */
  listPackages(filters?: Query<'listMarketplacePackages'>, options?: RequestOptions) {
    return this.marketplace.list(filters, options);
  }

  getPackage(slug: string, options?: RequestOptions) {
    return this.marketplace.get(slug, options);
  }

  installPackage(packageId: string, config?: Record<string, unknown>, options?: RequestOptions) {
    return this.installations.create({ package_id: packageId, ...(config && { config }) }, options);
  }

  createWorkflow(data: WorkflowDraft, options?: RequestOptions) {
    return this.workflows.create(data, options);
  }

  /** Starts a run and returns it at once, or after up to `wait` seconds. */
  runWorkflow(
    workflowId: string,
    input?: Record<string, unknown>,
    options?: Parameters<Runs['start']>[2],
  ) {
    return this.runs.start(workflowId, input, options);
  }

  /** Resolves when the run has ended, whether well or not. */
  waitForRun(id: string, options?: WaitOptions) {
    return this.runs.wait(id, options);
  }
}
