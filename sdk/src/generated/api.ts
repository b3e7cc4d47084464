// Written by `npm run generate -w sdk` from the OpenAPI document. Do not change it by hand.

export interface A2aAnswer {
  jsonrpc: "2.0";
  /** A string, a number or null. */
  id?: unknown;
  result?: unknown;
  error?: {
    code: number;
    message: string;
    data: (Record<string, unknown>)[];
  };
}

export interface A2aRequest {
  jsonrpc: "2.0";
  /** A string, a number or null. */
  id?: unknown;
  method: string;
  params?: Record<string, unknown>;
}

export interface Agent {
  id: string;
  name: string;
  slug: string;
  description: string;
  status: "draft" | "active" | "paused" | "error";
  system_prompt: string;
  config: {
    model: string | null;
    max_tokens: number;
    temperature: number;
  };
  tools: ({
    name: string;
    config?: Record<string, unknown>;
  })[];
  skill_ids: string[];
  skills: ({
    id: string;
    name: string;
  })[];
  limits: {
    max_steps: number;
    timeout_seconds: number;
    max_tokens: number | null;
    max_credits: number | null;
  };
  output_schema: Record<string, unknown> | null;
  /** external: its code runs on the Pixell Agent Runtime that is connected. */
  runtime: "fleetprompt" | "external";
  a2a_enabled: boolean;
  /** Where its card and its JSON-RPC endpoint are; null when not public. */
  a2a: {
    card_url: string;
    url: string;
  } | null;
  deployed_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface AgentApp {
  id: string;
  name: string;
  description: string;
  is_public: boolean;
  created_at: string;
  updated_at: string;
}

export interface AgentAppInput {
  name: string;
  description?: string;
  is_public?: boolean;
}

export interface AgentAppPatch {
  name?: string;
  description?: string;
  is_public?: boolean;
}

/** Version 1.0 adds supportedInterfaces and securityRequirements, 0.3 adds url, protocolVersion and security. */
export interface AgentCard {
  name: string;
  description: string;
  version: string;
  provider: {
    organization: string;
    url: string;
  };
  capabilities: Record<string, unknown>;
  securitySchemes: Record<string, unknown>;
  defaultInputModes: string[];
  defaultOutputModes: string[];
  skills: ({
    id: string;
    name: string;
    description: string;
    tags: string[];
    [key: string]: unknown;
  })[];
  [key: string]: unknown;
}

export interface AgentConfig {
  model?: string | null;
  max_tokens?: number;
  temperature?: number;
}

export interface AgentInput {
  name: string;
  description?: string;
  system_prompt?: string;
  /** Short for config.model. */
  model?: string;
  config?: AgentConfig;
  tools?: ToolUse[];
  skill_ids?: string[];
  limits?: AgentLimits;
  output_schema?: Record<string, unknown> | null;
  /** Public over A2A: anyone may read its card, and keys of the organization may send it tasks. */
  a2a_enabled?: boolean;
}

/** Where one execution ends whatever the model wants. */
export interface AgentLimits {
  max_steps?: number;
  timeout_seconds?: number;
  max_tokens?: number;
  max_credits?: number;
}

export interface AgentPatch {
  name?: string;
  description?: string;
  system_prompt?: string;
  /** Short for config.model. */
  model?: string;
  config?: AgentConfig;
  tools?: ToolUse[];
  skill_ids?: string[];
  limits?: AgentLimits;
  output_schema?: Record<string, unknown> | null;
  /** Public over A2A: anyone may read its card, and keys of the organization may send it tasks. */
  a2a_enabled?: boolean;
}

export interface ApiKey {
  id: string;
  name: string;
  key_preview: string;
  scopes: string[];
  rate_limit: {
    per_minute?: number | null;
    per_hour?: number | null;
  } | null;
  user_id: string;
  last_used_at: string | null;
  expires_at: string | null;
  previous_expires_at: string | null;
  rotated_at: string | null;
  created_at: string;
}

export interface AppSecretInput {
  value: string;
}

export interface AppSecretsInput {
  secrets: Record<string, string>;
}

export interface Approval {
  id: string;
  /** What waits: a step of a workflow, a tool call of an agent, an overspend. */
  kind: "step" | "tool_call" | "overspend";
  /** expired: nobody decided in time; withdrawn: what waited has ended another way. */
  status: "pending" | "approved" | "rejected" | "expired" | "withdrawn";
  title: string;
  description: string;
  /** The name of the workflow or agent that asks. */
  asker: string;
  workflow_id: string | null;
  run_id: string | null;
  execution_id: string | null;
  step: string;
  /** Email addresses, `role:admin`, or ids of users. None: owners and admins, who may always decide. */
  assignees: string[];
  /** Approvals that are needed. One rejection rejects. */
  quorum: number;
  /** JSON Schema of the data that an approval needs. */
  form: Record<string, unknown> | null;
  /** What the decision is about. */
  data?: unknown;
  decisions: ApprovalDecision[];
  /** Whether you may decide now. */
  can_decide: boolean;
  due_at: string | null;
  created_at: string;
  ended_at: string | null;
}

export interface ApprovalDecision {
  /** The email address of who decided. */
  by: string;
  decision: "approved" | "rejected";
  comment: string;
  /** What was filled into the form. */
  data?: unknown;
  at: string;
}

/** Who did what to what; never changed. */
export interface AuditEntry {
  id: string;
  action: string;
  actor: {
    kind: "user" | "key" | "system";
    id: string | null;
  };
  target: {
    type: string;
    id: string;
  } | null;
  data: Record<string, unknown>;
  request_id: string | null;
  timestamp: string;
}

export interface BillingSettings {
  auto_top_up: boolean;
  auto_top_up_package: string | null;
  auto_top_up_below: number | null;
  /** Failures in a row; the third switches it off. */
  auto_top_up_failures: number;
  low_balance_below: number | null;
  /** Whether a card is saved that automatic top-ups can charge. */
  saved_card: boolean;
  /** `local`: a development server without a Stripe key. No money moves. */
  payments: "stripe" | "local" | "off";
}

export interface ChatInput {
  /** Left out: a new conversation. */
  conversation_id?: string;
  /** Needed for a new conversation. */
  agent_id?: string;
  /** Needed unless `regenerate` is given. */
  message?: string;
  /** Executions whose input and output the agent reads with the message. */
  attachments?: string[];
  /** A message: its answer and what followed are replaced by a new answer. */
  regenerate?: string;
  /** A message of yours: it and what followed are replaced. */
  edit?: {
    message_id: string;
  };
}

export interface CommandExecution {
  id: string;
  kind: "agent" | "workflow" | "deployment";
  status: "pending" | "running" | "completed" | "failed" | "canceled";
  deployment_id: string | null;
  command: string;
  output: string | null;
  result: Record<string, unknown> | null;
  error: ExecutionError;
  exit_code: number | null;
  started_at: string;
  completed_at: string | null;
}

export interface Config {
  id: string;
  name: string;
  content: string;
  /** Rises with each change of the content. */
  version: number;
  /** In lists null for a document of more than 8192 characters. */
  ast_json: {
    kind: "document";
    [key: string]: unknown;
  } | null;
  /** What was wrong when it was saved; null when nothing was. */
  validation_errors: string[] | null;
  diagnostics: ConfigDiagnostic[];
  /** Deployments that have it in service now. */
  running_deployments: number;
  created_at: string;
  updated_at: string;
}

export interface ConfigDeployment {
  id: string;
  name: string;
  created_at: string;
  updated_at: string;
  kind: "config";
  config_id: string | null;
  /** `running`: its triggers and jobs are in service. `complete` and `failed`: how its last execution ended while it was not running, or why it could not run. */
  status: "pending" | "running" | "stopped" | "failed" | "complete";
  /** The version that is in service or was executed last. */
  config_version: number | null;
  workflows: ({
    id: string;
    name: string;
  })[];
  error: string | null;
}

export interface ConfigDeploymentInput {
  name: string;
  config_id?: string | null;
}

export interface ConfigDeploymentPatch {
  name?: string;
  config_id?: string | null;
  status?: "pending" | "running" | "stopped" | "failed" | "complete";
}

export interface ConfigDiagnostic {
  severity: "error" | "warning";
  code: string;
  message: string;
  span: ConfigSpan;
}

export interface ConfigInput {
  name: string;
  /** A document in the config language. */
  content: string;
}

export interface ConfigOpenApiInput {
  /** A document in the config language. */
  content: string;
  title?: string;
  /** Of the API. */
  version?: string;
  description?: string;
  servers?: ({
    url: string;
    description?: string;
  })[];
  /** The version of OpenAPI that the document is in. */
  openapi?: "3.0" | "3.1";
  format?: "json" | "yaml";
}

export interface ConfigPatch {
  name?: string;
  /** A document in the config language. */
  content?: string;
  /** The `version` that was edited; 409 when there is a newer one. */
  expected_version?: number;
}

export interface ConfigSpan {
  /** UTF-16 units from 0. */
  start: number;
  /** Past the last one. */
  end: number;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

export interface ConfigValidity {
  valid: boolean;
  errors: string[];
  diagnostics: ConfigDiagnostic[];
}

export interface ConfigVersion {
  version: number;
  validation_errors: string[] | null;
  created_by: {
    id: string;
    name: string;
  } | null;
  created_at: string;
}

export interface ConnectionTest {
  ok: boolean;
  message: string;
  /** Of the failure, for programs. */
  code: string | null;
  details: Record<string, unknown>;
  duration_ms: number;
  tested_at: string;
}

export interface Connector {
  id: string;
  name: string;
  type: "slack" | "smtp" | "stripe" | "discord" | "http" | "mcp";
  credentialId: string | null;
  credential: {
    id: string;
    name: string;
    provider: string;
  } | null;
  config: Record<string, unknown>;
  last_used_at: string | null;
  /** What an MCP server offered when it was asked last; testing it asks again. */
  tools: ({
    name: string;
    title: string | null;
    description: string;
    /** As the server says; nothing holds it to that. */
    read_only: boolean;
    destructive: boolean;
  })[] | null;
  tools_at: string | null;
  last_test: {
    ok: boolean;
    message: string;
    tested_at: string;
  } | null;
  createdAt: string;
  updatedAt: string;
}

export interface ConnectorActionResult {
  success: boolean;
  output?: unknown;
  error: {
    code: string;
    message: string;
    status: number | null;
    retryable: boolean;
    retry_after_ms: number | null;
    details?: unknown;
  } | null;
  duration_ms: number;
}

export interface ConnectorInput {
  name: string;
  type: "slack" | "smtp" | "stripe" | "discord" | "http" | "mcp";
  /** A credential of the type’s provider; http and mcp take any, or none. */
  credentialId?: string | null;
  /** What it may hold is in the catalogue: `configSchema`. */
  config?: Record<string, unknown>;
}

export interface ConnectorPatch {
  name?: string;
  /** A credential of the type’s provider; http and mcp take any, or none. */
  credentialId?: string | null;
  /** Replaces the former one. */
  config?: Record<string, unknown>;
}

export interface ConnectorType {
  id: string;
  type: string;
  name: string;
  description: string;
  credentialType: string;
  requiredFields: string[];
  credential: {
    provider: string;
    type: string;
    optional: boolean;
    hosts: string[] | null;
    fields: ({
      name: string;
      label: string;
      description: string;
      secret: boolean;
      required: boolean;
      kind: "text" | "number" | "boolean" | "choice";
      choices?: string[];
      when?: {
        field: string;
        is: string;
      };
    })[];
  };
  configSchema: Record<string, unknown>;
  actions: ({
    name: string;
    description: string;
    writes: boolean;
    idempotency: string;
    inputSchema: Record<string, unknown>;
    outputSchema: Record<string, unknown>;
  })[];
}

export interface Conversation {
  id: string;
  title: string;
  agent_id: string | null;
  agent_name: string | null;
  /** An answer is being written. */
  streaming: boolean;
  created_at: string;
  updated_at: string;
}

export interface Credential {
  id: string;
  name: string;
  slug: string;
  description: string;
  type: "oauth" | "api_key" | "token" | "custom";
  provider: string;
  /** Which fields of data are set. */
  fields: string[];
  metadata: Record<string, unknown>;
  status: "active" | "expiring" | "expired";
  expires_at: string | null;
  last_used_at: string | null;
  uses: number;
  connectors: ({
    id: string;
    name: string;
  })[];
  createdAt: string;
  updatedAt: string;
}

export interface CredentialInput {
  name: string;
  description?: string;
  type: "oauth" | "api_key" | "token" | "custom";
  provider: string;
  /** The secret. What is needed depends on the provider: `GET /api/v1/connectors?available=true`. Never returned. */
  data: Record<string, unknown>;
  metadata?: {
    /** When set, it is sent to no other host. */
    allowed_hosts?: string[];
    scopes?: string[];
    [key: string]: unknown;
  };
  /** It is not used any more after this; owners and admins are told 14 days before. */
  expires_at?: string | null;
  /** The same as expires_at. */
  expiresAt?: string | null;
}

export interface CredentialPatch {
  name?: string;
  description?: string;
  type?: "oauth" | "api_key" | "token" | "custom";
  provider?: string;
  /** Fields that are left out stay; null removes one. Changing where it may be sent needs every secret field again. */
  data?: Record<string, unknown>;
  metadata?: {
    /** When set, it is sent to no other host. */
    allowed_hosts?: string[];
    scopes?: string[];
    [key: string]: unknown;
  };
  /** It is not used any more after this; owners and admins are told 14 days before. */
  expires_at?: string | null;
  /** The same as expires_at. */
  expiresAt?: string | null;
}

export interface CredentialUse {
  id: string;
  at: string;
  action: string;
  connector_id: string | null;
  used_by: {
    type: string;
    id: string;
  };
  actor: {
    kind: string;
    id: string;
  };
}

export interface CreditBalance {
  /** What can be spent: posted minus held. */
  credits: number;
  /** Reserved by what runs at the moment. */
  held: number;
  /** Refunded but spent already; the next purchase pays it first. */
  debt: number;
  usage_this_month: number;
  last_topped_up: string | null;
}

export interface CreditBurnDown {
  data: ({
    date: string;
    balance: number;
    used: number;
  })[];
  /** Credits spent a day over the last week. */
  daily_average: number;
  days_left: number | null;
  runs_out_on: string | null;
}

export interface CreditPackage {
  id: string;
  name: string;
  credits: number;
  amount_cents: number;
  currency: string;
  /** A decimal string in the currency. */
  price: string;
}

export interface CreditTransaction {
  id: string;
  type: "purchase" | "usage" | "grant" | "refund" | "adjustment";
  /** Credits; negative when they were spent. */
  amount: number;
  balance_after: number;
  description: string;
  reference: {
    type: string;
    id: string;
  } | null;
  created_at: string;
}

export interface DeploymentAccepted {
  deployment: {
    id: string;
    status: "queued" | "processing" | "completed" | "failed" | "cancelled";
    message: string;
    queued_at: string;
    estimated_duration_seconds: number;
  };
  package: {
    id: string;
    version: string;
    size_bytes: number;
    status: "uploading" | "ready" | "failed";
  };
  tracking: {
    status_url: string;
    webhook_url: string;
  };
}

export interface DeploymentStep {
  name: "validate_package" | "upload_to_s3" | "generate_metadata" | "notify_runtime" | "finalize";
  status: "pending" | "processing" | "completed" | "failed" | "cancelled";
  started_at?: string;
  completed_at?: string;
  error?: string;
}

export interface DeploymentTrigger {
  /** Null for a webhook's. */
  id: string | null;
  workflow_id: string;
  workflow: string;
  type: "schedule" | "event" | "webhook";
  cron: string | null;
  timezone: string | null;
  event: string | null;
  /** Null while it rests. */
  next_at: string | null;
  last_at: string | null;
}

export interface ExecuteInput {
  /** What the agent is asked. `{message}` is the user message; `{messages: [{role, content}]}` a conversation; anything else is given as JSON. */
  input?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

export interface Execution {
  id: string;
  executionId: string;
  kind: "agent" | "workflow" | "deployment";
  status: "queued" | "running" | "completed" | "failed" | "cancelled";
  /** `credits` while it waits for a top-up, `approval` for a person. */
  wait_reason: string | null;
  source: string;
  agent_id: string | null;
  agentId: string | null;
  agent_name: string | null;
  parent_id: string | null;
  conversation_id: string | null;
  deployment_id: string | null;
  input: Record<string, unknown>;
  output: Record<string, unknown> | null;
  error: ExecutionError;
  model: string | null;
  model_used: string | null;
  input_tokens: number;
  output_tokens: number;
  total_tokens: number;
  /** From acceptance to the end. */
  latency_ms: number | null;
  /** A decimal string. */
  cost_usd: string;
  credits: number;
  steps: number;
  created_at: string;
  started_at: string | null;
  completed_at: string | null;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
  cancel_requested_at: string | null;
}

export type ExecutionError = {
  step: string | null;
  code: string;
  message: string;
} | null;

export interface ExecutionLog {
  id: string;
  level: "debug" | "info" | "warning" | "error";
  message: string;
  data?: unknown;
  timestamp: string;
}

/** One model call or one tool call. */
export interface ExecutionStep {
  index: number;
  type: "model" | "tool";
  name: string;
  status: "completed" | "failed";
  input?: unknown;
  output?: unknown;
  error?: unknown;
  input_tokens: number;
  output_tokens: number;
  credits: number;
  started_at: string;
  completed_at: string | null;
}

export interface FleetEvent {
  id: string;
  type: string;
  source: string;
  /** What it is about: `agent/<id>`. Null when it names nothing. */
  subject: string | null;
  timestamp: string;
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/** `extensions.code` is one of the codes of the API. */
export interface GraphQLError {
  message: string;
  locations?: ({
    line: number;
    column: number;
  })[];
  path?: (string | number)[];
  extensions: {
    code: string;
    request_id: string;
    [key: string]: unknown;
  };
}

export interface GraphQLInput {
  /** The document. */
  query: string;
  variables?: Record<string, unknown> | null;
  /** Which operation to execute, when the document has several. */
  operationName?: string | null;
  /** Ignored. */
  extensions?: Record<string, unknown> | null;
}

export interface GraphQLResult {
  data: Record<string, unknown> | null;
  /** Of fields; the others still have their data. */
  errors?: GraphQLError[];
}

export interface Health {
  status: "healthy" | "degraded" | "unhealthy";
  timestamp: string;
  services: {
    database: "connected" | "disconnected";
    storage: "connected" | "disconnected";
    auth: "operational" | "unavailable";
  };
  checks: {
    database: HealthCheck;
    /** The same as workflow_engine, under its former name. */
    temporal: {
      status: "healthy" | "degraded" | "unhealthy";
      message: string;
    };
    workflow_engine: HealthCheck;
    worker: HealthCheck;
    storage: HealthCheck;
  };
}

/** One part of the system and how it is. */
export interface HealthCheck {
  status: "healthy" | "degraded" | "unhealthy";
  message: string;
}

export interface InstallPlan {
  agents: string[];
  skills: string[];
  workflows: string[];
  hosts: string[];
  connectors: string[];
  credentials: string[];
  /** A run at most, if it says so. */
  max_credits: number | null;
  price: number;
  /** All of it in plain words. */
  sentences: string[];
  warnings: string[];
  /** Why it cannot be installed here. */
  problems: string[];
}

export interface Installation {
  id: string;
  /** The marketplace package's id. */
  package_id: string;
  slug: string;
  name: string;
  version: string;
  /** What the marketplace gives out; null when it is not there any more. */
  latest_version: string | null;
  status: "queued" | "installing" | "active" | "paused" | "failed" | "uninstalling";
  /** Without its secret fields. */
  config: Record<string, unknown>;
  /** Secret fields that are set, by name. */
  secrets: string[];
  config_schema: Record<string, unknown> | null;
  agents: ({
    id: string;
    name: string;
  })[];
  skills: ({
    id: string;
    name: string;
  })[];
  workflows: ({
    id: string;
    name: string;
  })[];
  error: {
    code: string;
    message: string;
  } | null;
  created_at: string;
  updated_at: string;
}

export interface InstallationInput {
  package_id: string;
  config?: Record<string, unknown> | null;
}

export interface InstallationPatch {
  config: Record<string, unknown>;
}

export interface Invitation {
  id: string;
  email: string;
  role: "owner" | "admin" | "member" | "viewer";
  invited_by: string | null;
  status: "pending" | "accepted" | "revoked" | "expired";
  created_at: string;
  expires_at: string;
}

export interface Invoice {
  id: string;
  number: string | null;
  status: "draft" | "open" | "uncollectible" | "paid" | "void";
  amount_cents: number;
  currency: string;
  hosted_url: string | null;
  pdf_url: string | null;
  created_at: string;
}

export interface Job {
  id: string;
  task_type: string;
  payload?: unknown;
  queue: string;
  priority: number;
  status: "pending" | "running" | "completed" | "failed" | "canceled";
  /** More exactly: scheduled, retrying, waiting or recurring stand behind pending. */
  state: string;
  /** Attempts begun. */
  attempt: number;
  max_retries: number;
  retry_delay: string;
  timeout: string;
  metadata: Record<string, unknown>;
  schedule_at: string | null;
  cron_spec: string | null;
  timezone: string | null;
  paused: boolean;
  next_run_at: string | null;
  /** The next five of a recurring job. */
  next_runs: string[];
  last_run_at: string | null;
  recurring_id: string | null;
  waiting_for: {
    kind: string;
    id: string | null;
  } | null;
  progress: Record<string, unknown> | null;
  result?: unknown;
  file: {
    /** Names the file in the payload of another job. */
    source: string;
    filename: string;
    content_type: string;
    bytes: number;
    /** Only where one job is read; good for a day. */
    url: string | null;
  } | null;
  error: {
    code: string;
    message: string;
  } | null;
  cancel_requested_at: string | null;
  created_at: string;
  updated_at: string;
  started_at: string | null;
  completed_at: string | null;
}

export interface JobInput {
  task_type: string;
  payload?: unknown;
  queue?: string;
  /** Within its queue, higher goes first. */
  priority?: number;
  max_retries?: number;
  /** Before the second attempt (10 s); each further wait is twice as long. */
  retry_delay?: string | number;
  /** How long one attempt may take: `"30m"`, at most `"6h"`. 30 minutes by default. */
  timeout?: string | number;
  metadata?: Record<string, unknown>;
  /** A second job with the same key is not made: the first is answered. */
  key?: string;
}

export interface JobQueue {
  name: string;
  /** Its share of the choices while several have work. */
  weight: number;
  /** Jobs at once; null: no limit of its own. */
  concurrency: number | null;
  paused: boolean;
  pending: number;
  running: number;
  completed: number;
  failed: number;
}

export interface JobQueueChanges {
  queues: ({
    name: string;
    weight?: number;
    concurrency?: number | null;
    paused?: boolean;
  })[];
}

export interface Listing {
  /** The agent app's id. */
  id: string;
  slug: string;
  name: string;
  summary: string;
  description: string;
  publisher: {
    id: string;
    name: string;
  };
  category: string;
  tags: string[];
  pricing_model: "free" | "freemium" | "paid" | "revenue_share";
  /** Credits. */
  price: number;
  icon: string | null;
  version: string;
  featured: boolean;
  installs: number;
  /** The mean of 1 to 5; null without reviews. */
  rating: number | null;
  reviews: number;
  published_at: string;
  updated_at: string;
}

export interface ListingDetail {
  /** The agent app's id. */
  id: string;
  slug: string;
  name: string;
  summary: string;
  description: string;
  publisher: {
    id: string;
    name: string;
  };
  category: string;
  tags: string[];
  pricing_model: "free" | "freemium" | "paid" | "revenue_share";
  /** Credits. */
  price: number;
  icon: string | null;
  version: string;
  featured: boolean;
  installs: number;
  /** The mean of 1 to 5; null without reviews. */
  rating: number | null;
  reviews: number;
  published_at: string;
  updated_at: string;
  readme: string;
  changelog: string;
  screenshots: string[];
  config_schema: Record<string, unknown> | null;
  /** All that were published, newest first. */
  versions: ({
    version: string;
    published_at: string;
    changelog: string;
  })[];
  install_plan: InstallPlan;
}

/** What is left out comes from the package itself. */
export interface ListingInput {
  slug?: string;
  name?: string;
  summary?: string;
  description?: string;
  category?: string;
  tags?: string[];
  pricing_model?: "free" | "freemium" | "paid" | "revenue_share";
  /** Credits, paid once; for `paid` and `revenue_share` only. */
  price?: number;
  icon?: string | null;
  readme?: string;
  changelog?: string;
  screenshots?: string[];
}

export interface ListingPatch {
  slug?: string;
  name?: string;
  summary?: string;
  description?: string;
  category?: string;
  tags?: string[];
  pricing_model?: "free" | "freemium" | "paid" | "revenue_share";
  /** Credits, paid once; for `paid` and `revenue_share` only. */
  price?: number;
  icon?: string | null;
  readme?: string;
  changelog?: string;
  screenshots?: string[];
}

export interface McpAnswer {
  jsonrpc: "2.0";
  id?: string | number;
  [key: string]: unknown;
}

/** A JSON-RPC 2.0 request, notification or response. */
export interface McpMessage {
  jsonrpc: "2.0";
  id?: string | number;
  method?: string;
  params?: Record<string, unknown>;
  [key: string]: unknown;
}

export interface Member {
  id: string;
  user_id: string;
  email: string;
  name: string | null;
  role: "owner" | "admin" | "member" | "viewer";
  joined_at: string;
}

export interface Message {
  message: string;
}

export interface Model {
  name: string;
  label: string;
  provider: string;
  aliases: string[];
  context_window: number;
  max_output_tokens: number;
  price: {
    input: number;
    output: number;
    per_call: number;
  };
  available: boolean;
  note: string | null;
}

export interface Organization {
  id: string;
  name: string;
  slug: string;
  credits: number;
  held: number;
  created_at: string;
  updated_at: string;
}

export interface PackageDeployment {
  id: string;
  name: string;
  created_at: string;
  updated_at: string;
  kind: "package";
  status: "queued" | "processing" | "completed" | "failed" | "cancelled";
  package_id: string;
  agent_app_id: string;
  version: string;
  release_notes: string;
  /** What this retries or goes back to. */
  origin_id: string | null;
  /** What it costs when it completes. */
  credits: number;
  started_at: string | null;
  completed_at: string | null;
  duration_seconds: number | null;
  cancel_requested: boolean;
  progress: {
    current_step: "validate_package" | "upload_to_s3" | "generate_metadata" | "notify_runtime" | "finalize" | null;
    steps: DeploymentStep[];
  };
  /** A sentence: published clients print it. */
  error: string | null;
  failure: {
    step: string | null;
    code: string;
    message: string;
  } | null;
  result: {
    agents: ({
      id: string;
      name: string;
    })[];
    skills: ({
      id: string;
      name: string;
    })[];
    runtime: {
      package_id: string;
      agents: string[];
    } | null;
    warnings: string[];
  } | null;
}

/** One immutable version of an agent app. */
export interface PackageVersion {
  id: string;
  agent_app_id: string;
  version: string;
  /** As the manifest has it. */
  name: string;
  display_name: string;
  status: "uploading" | "ready" | "failed";
  layout: "native" | "pixell";
  /** A link to download from, good for an hour. */
  s3_url: string;
  /** Bytes. */
  size: number;
  /** SHA-256 in hex. */
  checksum: string;
  signed: boolean;
  release_notes: string;
  created_at: string;
}

/** Packages signed with its private half are trusted. */
export interface PublisherKey {
  id: string;
  name: string;
  /** PEM. */
  public_key: string;
  revoked_at: string | null;
  created_at: string;
}

export interface RecurringJobInput {
  task_type: string;
  payload?: unknown;
  queue?: string;
  /** Within its queue, higher goes first. */
  priority?: number;
  max_retries?: number;
  /** Before the second attempt (10 s); each further wait is twice as long. */
  retry_delay?: string | number;
  /** How long one attempt may take: `"30m"`, at most `"6h"`. 30 minutes by default. */
  timeout?: string | number;
  metadata?: Record<string, unknown>;
  /** A second job with the same key is not made: the first is answered. */
  key?: string;
  cron_spec: string;
  timezone?: string;
  paused?: boolean;
}

export interface Review {
  id: string;
  rating: number;
  title: string;
  body: string;
  /** The reviewing organization's name. */
  author: string;
  /** It is of the organization that asks. */
  own: boolean;
  /** The publisher's. */
  answer: {
    body: string;
    author: string;
    created_at: string;
  } | null;
  created_at: string;
  updated_at: string;
}

export interface ReviewAnswer {
  body: string;
}

/** What is left out is empty. */
export interface ReviewInput {
  rating: number;
  title?: string;
  body?: string;
}

export interface ScheduledJobInput {
  task_type: string;
  payload?: unknown;
  queue?: string;
  /** Within its queue, higher goes first. */
  priority?: number;
  max_retries?: number;
  /** Before the second attempt (10 s); each further wait is twice as long. */
  retry_delay?: string | number;
  /** How long one attempt may take: `"30m"`, at most `"6h"`. 30 minutes by default. */
  timeout?: string | number;
  metadata?: Record<string, unknown>;
  /** A second job with the same key is not made: the first is answered. */
  key?: string;
  schedule_at: string;
}

/** Named instructions plus tools that agents can share. */
export interface Skill {
  id: string;
  name: string;
  description: string;
  instructions: string;
  tools: ({
    name: string;
    config?: Record<string, unknown>;
  })[];
  /** How many agents use it. */
  agents: number;
  created_at: string;
  updated_at: string;
}

export interface SkillInput {
  name: string;
  description?: string;
  instructions?: string;
  tools?: ToolUse[];
}

export interface SkillPatch {
  name?: string;
  description?: string;
  instructions?: string;
  tools?: ToolUse[];
}

export interface SpendingLimit {
  subject_type: "key" | "agent";
  subject_id: string;
  /** Null when the key or agent was deleted. */
  name: string | null;
  monthly: number;
  /** In this month, with what running work has reserved. */
  spent: number;
  remaining: number;
  updated_at: string;
}

/** Credits a calendar month; 0 stops all. */
export interface SpendingLimitInput {
  monthly: number;
}

export interface StartWorkflowInput {
  workflowId: string;
  /** `ai-pipeline`, `test-suite`, or the name or id of a published workflow. */
  workflowType: string;
  input: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

export interface TestCase {
  id: string;
  name: string;
  input?: unknown;
  expected?: unknown;
  execution_id: string | null;
  created_at: string;
}

export interface TestCaseInput {
  name: string;
  input?: unknown;
  /** Objects are compared partially. `{equals}`, `{contains}` and `{matches}` (a pattern) work at any depth. Left out, any output passes. */
  expected?: unknown;
}

export interface TestCasePatch {
  name?: string;
  input?: unknown;
  /** Objects are compared partially. `{equals}`, `{contains}` and `{matches}` (a pattern) work at any depth. Left out, any output passes. */
  expected?: unknown;
}

export interface TestRun {
  id: string;
  suite_id: string | null;
  name: string;
  status: "running" | "completed" | "failed" | "cancelled";
  totalTests: number;
  passedTests: number;
  failedTests: number;
  skippedTests: number;
  created_at: string;
  completed_at: string | null;
  results: ({
    id: string;
    name: string;
    status: "pending" | "running" | "passed" | "failed" | "skipped";
    input?: unknown;
    output?: unknown;
    expected?: unknown;
    error: string | null;
    execution_id: string | null;
    durationMs: number | null;
  })[];
}

export interface TestSuite {
  id: string;
  name: string;
  description: string;
  target: {
    agentId: string | null;
    workflowId: string | null;
    /** Null when it was deleted. */
    name: string | null;
  } | null;
  parallel: boolean;
  stopOnFailure: boolean;
  gate: {
    agentAppId: string;
    required: boolean;
  } | null;
  cases: number;
  last_run: {
    id: string;
    suite_id: string | null;
    name: string;
    status: "running" | "completed" | "failed" | "cancelled";
    totalTests: number;
    passedTests: number;
    failedTests: number;
    skippedTests: number;
    created_at: string;
    completed_at: string | null;
  } | null;
  created_at: string;
  updated_at: string;
}

export interface TestSuiteInput {
  name: string;
  description?: string;
  /** What the cases are given to; null: the output of a case is its input. */
  target?: {
    agentId?: string;
    workflowId?: string;
  } | null;
  parallel?: boolean;
  stopOnFailure?: boolean;
  /** An agent app that is published only while the last run of this suite has passed. */
  gate?: {
    agentAppId: string;
    required?: boolean;
  } | null;
  testCases?: ({
    name: string;
    input?: unknown;
    /** Objects are compared partially. `{equals}`, `{contains}` and `{matches}` (a pattern) work at any depth. Left out, any output passes. */
    expected?: unknown;
  })[];
}

export interface TestSuitePatch {
  name?: string;
  description?: string;
  /** What the cases are given to; null: the output of a case is its input. */
  target?: {
    agentId?: string;
    workflowId?: string;
  } | null;
  parallel?: boolean;
  stopOnFailure?: boolean;
  /** An agent app that is published only while the last run of this suite has passed. */
  gate?: {
    agentAppId: string;
    required?: boolean;
  } | null;
}

/** A tool by name; http_request takes config.allowed_hosts. With `config.approval: true`, or `{assignees, timeout_seconds}`, a person is asked before each call. `mcp` stands for the tools of an MCP server: `config.connectorId` is its connector, `config.tools` those of its tools that the agent gets (all when left out), and `config.approval.tools` those that ask. */
export interface ToolUse {
  name: "mcp" | "http_request" | "current_time" | "calculator" | "call_agent";
  config?: Record<string, unknown>;
}

export interface TopUpOrder {
  id: string;
  package: string;
  credits: number;
  amount_cents: number;
  currency: string;
  status: "open" | "processing" | "paid" | "expired" | "failed" | "refunded" | "disputed";
  automatic: boolean;
  /** Credits taken back by refunds and disputes. */
  reversed: number;
  created_at: string;
  paid_at: string | null;
}

export interface UpgradeChange {
  kind: "agent" | "skill" | "workflow";
  name: string;
  /** Between the installed version and the other one. */
  change: "added" | "changed" | "removed" | "same";
  /** Installed version → other version. */
  fields: ({
    field: string;
    before?: unknown;
    after?: unknown;
  })[];
  /** What was changed here since: as it was installed → as it is now. */
  edited: ({
    field: string;
    before?: unknown;
    after?: unknown;
  })[];
  /** What an upgrade does unless `replace` names it: edited ones are kept, and an edited agent that the other version drops is paused. */
  action: "create" | "update" | "remove" | "pause" | "keep";
  /** What an upgrade does when `replace` names it. */
  replaced: "create" | "update" | "remove" | "keep";
}

export interface UpgradeInput {
  version?: string;
  config?: Record<string, unknown>;
  accept_permissions?: boolean;
  /** What was edited here and gives way to the other version. */
  replace?: ({
    kind: "agent" | "skill" | "workflow";
    name: string;
  })[];
}

export interface UpgradePlan {
  installation_id: string;
  from: string;
  to: string;
  changes: UpgradeChange[];
  permissions: {
    added: {
      hosts: string[];
      connectors: string[];
      credentials: string[];
    };
    removed: {
      hosts: string[];
      connectors: string[];
      credentials: string[];
    };
    max_credits: {
      before: number | null;
      after: number | null;
    };
    /** It asks for more than before: upgrade with `accept_permissions: true`. */
    needs_consent: boolean;
  };
  config: {
    schema: Record<string, unknown> | null;
    /** By name; before or after is null for none. */
    fields: ({
      field: string;
      before?: unknown;
      after?: unknown;
    })[];
    /** Fields to be given with the upgrade. */
    missing: string[];
  };
  /** All of it in plain words. */
  sentences: string[];
  warnings: string[];
  /** Why this version cannot be installed. */
  problems: string[];
}

export interface UsageActivity {
  id: string;
  /** `invocation`, `package_upload`, … */
  type: string;
  description: string;
  /** Credits, where some moved. */
  value?: number;
  timestamp: string;
  reference?: {
    type: string;
    id: string;
  };
}

export interface UsageDay {
  /** `Jan 01` */
  date: string;
  iso: string;
  invocations: number;
  failed: number;
  credits: number;
  apiCalls: number;
  apiErrors: number;
}

export interface UsageMetrics {
  days: number;
  invocations: number;
  /** Against the period before, in percent; 0 before: 100 if anything now, else 0. */
  invocationsChange: number;
  packagesUploaded: number;
  /** Against the period before, in percent; 0 before: 100 if anything now, else 0. */
  packagesChange: number;
  apiCalls: number;
  /** Against the period before, in percent; 0 before: 100 if anything now, else 0. */
  apiCallsChange: number;
  creditsUsed: number;
  /** Against the period before, in percent; 0 before: 100 if anything now, else 0. */
  creditsChange: number;
  failedInvocations: number;
  apiErrors: number;
  /** API answers of 400 and above, in percent. */
  errorRate: number;
  errorRateBefore: number;
  /** API keys used in the period. */
  activeKeys: number;
  inputTokens: number;
  outputTokens: number;
  /** Milliseconds, from a histogram with steps of two. */
  responseTimes: {
    p50: number | null;
    p95: number | null;
    p99: number | null;
  };
  /** The most used first. */
  clients: ({
    client: "sdk" | "cli" | "browser" | "other";
    version: string | null;
    requests: number;
    errors: number;
  })[];
}

export interface User {
  id: string;
  email: string;
  name: string | null;
  email_verified: boolean;
  created_at: string;
}

export interface Webhook {
  id: string;
  name: string;
  url: string;
  events: string[];
  headers: Record<string, string>;
  metadata: Record<string, unknown>;
  retryPolicy: {
    maxAttempts: number;
    backoffMs: number;
  };
  ordering_key: string | null;
  active: boolean;
  enabled: boolean;
  is_active: boolean;
  disabled_reason: string | null;
  agent_app_id: string | null;
  failure_count: number;
  last_delivery: string | null;
  last_triggered_at: string | null;
  last_24h: {
    deliveries: number;
    failed: number;
  };
  previous_secret_expires_at: string | null;
  created_at: string;
  updated_at: string;
  /** Only in the answer that makes it. */
  secret?: string;
}

export interface WebhookAttempt {
  number: number;
  request_headers: Record<string, string>;
  status_code: number | null;
  response_headers: Record<string, string> | null;
  /** At most 64 KiB. */
  response_body: string | null;
  error: string | null;
  duration_ms: number;
  started_at: string;
}

export interface WebhookDelivery {
  id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  url: string;
  /** pending: not tried yet; failed: will be tried again; dead: given up. */
  status: "pending" | "succeeded" | "failed" | "dead";
  success: boolean;
  status_code: number | null;
  duration_ms: number | null;
  attempts: number;
  error: string | null;
  next_attempt_at: string | null;
  delivered_at: string | null;
  created_at: string;
}

export interface WebhookDeliveryDetail {
  id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  url: string;
  /** pending: not tried yet; failed: will be tried again; dead: given up. */
  status: "pending" | "succeeded" | "failed" | "dead";
  success: boolean;
  status_code: number | null;
  duration_ms: number | null;
  attempts: number;
  error: string | null;
  next_attempt_at: string | null;
  delivered_at: string | null;
  created_at: string;
  /** The exact text that is signed and sent. */
  body: string;
  attempt_history: WebhookAttempt[];
}

export interface WebhookInput {
  name?: string;
  /** http or https, and not a private address. */
  url: string;
  /** Types of events, or whole categories as `agent.*`. Empty: all events. Underscored names (`agent_executed`) are accepted. */
  events?: string[];
  /** Given by you, or made: `whsec_…`. Shown once, when the webhook is made. */
  secret?: string;
  /** Sent with each delivery, stored encrypted; values that may be credentials are never shown again. Ours can not be overridden: such names are left out. */
  headers?: Record<string, string>;
  metadata?: Record<string, unknown>;
  retryPolicy?: WebhookRetryPolicy;
  /** The same as retryPolicy. */
  retry_policy?: {
    maxAttempts?: number;
    backoffMs?: number;
  };
  /** Path into the event's data. Of deliveries with the same value there, each waits for the one before to succeed or die. */
  ordering_key?: string | null;
  active?: boolean;
  /** The same as active. */
  enabled?: boolean;
  /** The same as active. */
  is_active?: boolean;
}

export interface WebhookPatch {
  name?: string;
  /** http or https, and not a private address. */
  url?: string;
  /** Types of events, or whole categories as `agent.*`. Empty: all events. Underscored names (`agent_executed`) are accepted. */
  events?: string[];
  /** Given by you, or made: `whsec_…`. Shown once, when the webhook is made. */
  secret?: string;
  /** Sent with each delivery, stored encrypted; values that may be credentials are never shown again. Ours can not be overridden: such names are left out. */
  headers?: Record<string, string>;
  metadata?: Record<string, unknown>;
  retryPolicy?: WebhookRetryPolicy;
  /** The same as retryPolicy. */
  retry_policy?: {
    maxAttempts?: number;
    backoffMs?: number;
  };
  /** Path into the event's data. Of deliveries with the same value there, each waits for the one before to succeed or die. */
  ordering_key?: string | null;
  active?: boolean;
  /** The same as active. */
  enabled?: boolean;
  /** The same as active. */
  is_active?: boolean;
}

/** Attempts in all (8) and milliseconds before the second (5,000); each further wait is four times as long. */
export interface WebhookRetryPolicy {
  maxAttempts?: number;
  backoffMs?: number;
}

/** A workflow with its newest version. */
export interface Workflow {
  id: string;
  name: string;
  description: string;
  isPublic: boolean;
  /** `draft`: nothing is published. `paused`: its triggers rest. */
  status: "draft" | "active" | "paused";
  /** The newest version. */
  version: number;
  /** The version that runs. */
  publishedVersion: number | null;
  /** Of the published version. */
  triggers: ("manual" | "schedule" | "event" | "webhook")[];
  /** The next time of its schedules. */
  nextRunAt: string | null;
  lastRun: {
    id: string;
    status: string;
    createdAt: string;
  } | null;
  /** What brought it, when nobody wrote it here. */
  source: {
    type: "installation" | "deployment" | "config";
    id: string | null;
  } | null;
  createdAt: string;
  updatedAt: string;
  definition: Record<string, unknown>;
  /** Hex SHA-256 of the definition in canonical JSON. */
  hash: string;
  problems: WorkflowProblem[];
  note: string;
  /** The address that starts it, once POST …/hook has made one. */
  hook: {
    /** Only for who may change workflows. */
    url: string | null;
    /** Calls need a signature. */
    signed: boolean;
  } | null;
}

export interface WorkflowDifference {
  from: number;
  to: number;
  same: boolean;
  steps: ({
    id: string;
    change: "added" | "removed" | "moved" | "changed";
    before: string | null;
    after: string | null;
    fields: ({
      path: string;
      before?: unknown;
      after?: unknown;
    })[];
  })[];
  definition: ({
    path: string;
    before?: unknown;
    after?: unknown;
  })[];
}

export interface WorkflowExecution {
  id: string;
  workflowId: string;
  workflowType: string;
  runId: string;
  status: "pending" | "running" | "completed" | "failed" | "canceled";
  startedAt: string;
  completedAt: string | null;
  input?: unknown;
  output?: unknown;
  error: WorkflowRunError;
  metadata: Record<string, unknown>;
}

export interface WorkflowExecutionStarted {
  executionId: string;
  runId: string;
  status: "pending" | "running" | "completed" | "failed" | "cancelled";
  startedAt: string;
  /** When it has ended in time. */
  output?: unknown;
  error?: WorkflowRunError;
}

/** What a canvas draws. */
export type WorkflowGraph = {
  nodes: ({
    id: string;
    name: string;
    type: string;
    kind: "activity" | "wait" | "local" | "container";
    parent: string | null;
    lane: string | null;
    path: string;
    optional: boolean;
  })[];
  edges: ({
    from: string;
    to: string;
    kind: "next" | "error" | "undo";
  })[];
} | null;

export interface WorkflowHistoryEvent {
  eventId: number;
  eventType: string;
  timestamp: string;
  attributes: Record<string, unknown>;
}

export interface WorkflowInput {
  /** The definition's own name when left out. */
  name?: string;
  description?: string;
  /** The workflow in JSON: `{steps: […]}` and, when needed, name, inputSchema, vars, triggers, settings, output. At most 1 MiB and 1,000 steps. */
  definition: Record<string, unknown>;
  isPublic?: boolean;
  /** The same as isPublic. */
  is_public?: boolean;
  /** False only saves: a definition with problems is kept with them, and what runs stays as it is. */
  publish?: boolean;
  /** What this version is about. */
  note?: string;
}

export interface WorkflowPatch {
  /** The definition's own name when left out. */
  name?: string;
  description?: string;
  /** The workflow in JSON: `{steps: […]}` and, when needed, name, inputSchema, vars, triggers, settings, output. At most 1 MiB and 1,000 steps. */
  definition?: Record<string, unknown>;
  isPublic?: boolean;
  /** The same as isPublic. */
  is_public?: boolean;
  /** False only saves: a definition with problems is kept with them, and what runs stays as it is. */
  publish?: boolean;
  /** What this version is about. */
  note?: string;
  /** The `version` that was edited. 409 when it is not the newest any more, so that two editors do not overwrite each other. `If-Match` with the ETag does the same. */
  expected_version?: number;
}

export interface WorkflowProblem {
  /** Into the definition: `steps[0].config.url`. */
  path: string;
  code: string;
  message: string;
  /** An offset into the text there. */
  at?: number;
  step?: string;
}

/** What it does and can reach; null in a list is decided when it runs. */
export type WorkflowReach = {
  sentences: ({
    step: string;
    depth: number;
    text: string;
  })[];
  triggers: string[];
  hosts: (string | null)[];
  connectors: ({
    connector: string | null;
    type: string | null;
    action: string | null;
  })[];
  credentials: (string | null)[];
  secrets: string[];
  agents: (string | null)[];
  models: (string | null)[];
  workflows: (string | null)[];
  jobs: (string | null)[];
  events: (string | null)[];
  mcpTools: ({
    server: string | null;
    tool: string | null;
  })[];
  runsCode: boolean;
  maxCredits: number | null;
} | null;

export interface WorkflowRun {
  id: string;
  run_id: string;
  execution_id: string;
  workflow_id: string | null;
  workflow_name: string | null;
  version: number | null;
  /** Of runs of a built-in type. */
  workflow_type: string | null;
  /** The `workflowId` the client gave. */
  client_id: string | null;
  status: "queued" | "running" | "completed" | "failed" | "cancelled";
  state: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "timed_out" | "cancelled";
  wait_reason: "timer" | "event" | "approval" | "credits" | "concurrency" | null;
  input?: unknown;
  output?: unknown;
  error: WorkflowRunError;
  trigger: Record<string, unknown>;
  metadata: Record<string, unknown>;
  parent_run_id: string | null;
  /** The run it goes on from. */
  reused_run_id: string | null;
  credits: number;
  /** From its first step to its end. */
  duration_ms: number | null;
  created_at: string;
  started_at: string | null;
  completed_at: string | null;
}

export type WorkflowRunError = {
  step: string | null;
  code: string;
  message: string;
  [key: string]: unknown;
} | null;

export interface WorkflowRunStep {
  /** One instance; a loop has one for each pass. */
  key: string;
  step: string;
  name: string;
  type: string;
  status: "queued" | "scheduled" | "started" | "backoff" | "blocked" | "waiting" | "running" | "handling" | "completed" | "failed" | "skipped" | "cancelled";
  attempt: number;
  input?: unknown;
  output?: unknown;
  error?: unknown;
  /** The execution, run or job that does it. */
  work: {
    type: string;
    id: string;
  } | null;
  credits: number;
  started_at: string | null;
  completed_at: string | null;
}

export interface WorkflowStarted {
  id: string;
  workflowId: string;
  runId: string;
  status: "pending" | "running" | "completed" | "failed" | "canceled";
}

export interface WorkflowSummary {
  id: string;
  name: string;
  description: string;
  isPublic: boolean;
  /** `draft`: nothing is published. `paused`: its triggers rest. */
  status: "draft" | "active" | "paused";
  /** The newest version. */
  version: number;
  /** The version that runs. */
  publishedVersion: number | null;
  /** Of the published version. */
  triggers: ("manual" | "schedule" | "event" | "webhook")[];
  /** The next time of its schedules. */
  nextRunAt: string | null;
  lastRun: {
    id: string;
    status: string;
    createdAt: string;
  } | null;
  /** What brought it, when nobody wrote it here. */
  source: {
    type: "installation" | "deployment" | "config";
    id: string | null;
  } | null;
  createdAt: string;
  updatedAt: string;
}

export interface WorkflowTrigger {
  id: string | null;
  type: "manual" | "schedule" | "event" | "webhook";
  cron: string | null;
  timezone: string | null;
  event: string | null;
  filter: string | null;
  /** A webhook's address, once it is made. */
  url: string | null;
  /** The next five times of a schedule. */
  next: string[];
  lastAt: string | null;
  /** While the workflow is paused. */
  resting: boolean;
}

export interface WorkflowVersion {
  version: number;
  /** Hex SHA-256 of the definition in canonical JSON. */
  hash: string;
  note: string;
  published: boolean;
  problemCount: number;
  createdBy: {
    id: string;
    name: string;
  } | null;
  createdAt: string;
  definition: Record<string, unknown>;
  problems: WorkflowProblem[];
  /** Null while it has problems. */
  graph: {
    nodes: ({
      id: string;
      name: string;
      type: string;
      kind: "activity" | "wait" | "local" | "container";
      parent: string | null;
      lane: string | null;
      path: string;
      optional: boolean;
    })[];
    edges: ({
      from: string;
      to: string;
      kind: "next" | "error" | "undo";
    })[];
  } | null;
  reach: WorkflowReach;
}

export interface WorkflowVersionSummary {
  version: number;
  hash: string;
  note: string;
  published: boolean;
  problemCount: number;
  createdBy: {
    id: string;
    name: string;
  } | null;
  createdAt: string;
}

/** What each operation takes and gives. */
export interface Operations {
  /** Read the health of the system */
  health: {
    result: Health;
  };
  /** Ask whether requests can be served */
  healthReady: {
    result: Health;
  };
  /** Ask whether the process lives */
  healthLive: {
    result: {
      status: "healthy" | "degraded" | "unhealthy";
      timestamp: string;
    };
  };
  /** Create an account with an organization */
  signup: {
    body: {
      email: string;
      password: string;
      organizationName?: string;
      name?: string;
    };
    result: {
      message: string;
      user: {
        id: string;
        email: string;
      };
    };
  };
  /** Sign in with email and password */
  login: {
    body: {
      email: string;
      password: string;
      rememberMe?: boolean;
    };
    result: {
      user: User;
      organization: {
        id: string;
        name: string;
      };
      role: "owner" | "admin" | "member" | "viewer";
      session: {
        access_token: string;
        refresh_token: string;
        expires_in: number;
      };
    };
  };
  /** End the session */
  logout: {
    result: Message;
  };
  /** Exchange a refresh token */
  refreshSession: {
    body: {
      refresh_token: string;
    };
    result: {
      session: {
        access_token: string;
        refresh_token: string;
        expires_in: number;
      };
    };
  };
  /** Read the present session */
  getSession: {
    result: {
      user: User;
      organization: {
        id: string;
        name: string;
        credits: number;
      };
      role: "owner" | "admin" | "member" | "viewer";
      expires: string;
    } | Record<string, unknown>;
  };
  /** Read the present session */
  updateSession: {
    body?: Record<string, unknown>;
    result: {
      user: User;
      organization: {
        id: string;
        name: string;
        credits: number;
      };
      role: "owner" | "admin" | "member" | "viewer";
      expires: string;
    } | Record<string, unknown>;
  };
  /** Confirm an email address */
  verifyEmail: {
    body: {
      token: string;
    };
    result: {
      message: string;
      user: {
        id: string;
        email: string;
      };
    };
  };
  /** Send the verification mail again */
  resendVerification: {
    body: {
      email: string;
    };
    result: Message;
  };
  /** Ask for a link to set a new password */
  forgotPassword: {
    body: {
      email: string;
    };
    result: Message;
  };
  /** Set a new password with a link */
  resetPassword: {
    body: {
      token: string;
      password: string;
    };
    result: Message;
  };
  /** Change the password */
  changePassword: {
    body: {
      current_password: string;
      new_password: string;
    };
    result: Message;
  };
  /** Read your profile */
  getProfile: {
    result: {
      user: User;
    };
  };
  /** Change your profile */
  updateProfile: {
    body: {
      name: string | null;
    };
    result: {
      user: User;
    };
  };
  /** Read your organization */
  currentOrganization: {
    result: {
      organization: Organization;
      role: "owner" | "admin" | "member" | "viewer";
    };
  };
  /** Change your organization */
  updateOrganization: {
    body: {
      name: string;
    };
    result: {
      organization: Organization;
    };
  };
  /** Delete your organization */
  deleteOrganization: {
    body: {
      name: string;
    };
    result: Message;
  };
  /** List the organizations you belong to */
  listOrganizations: {
    result: {
      organizations: ({
        id: string;
        name: string;
        slug: string;
        role: "owner" | "admin" | "member" | "viewer";
        current: boolean;
      })[];
    };
  };
  /** Create another organization */
  createOrganization: {
    body: {
      name: string;
    };
    result: {
      organization: Organization;
      role: "owner" | "admin" | "member" | "viewer";
    };
  };
  /** Move your session to another organization */
  switchOrganization: {
    body: {
      organization_id: string;
    };
    result: {
      organization: Organization;
      role: "owner" | "admin" | "member" | "viewer";
      session: {
        access_token: string;
        expires_in: number;
      };
    };
  };
  /** List members */
  listMembers: {
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      members: Member[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Invite someone by email */
  inviteMember: {
    body: {
      email: string;
      role?: "owner" | "admin" | "member" | "viewer";
    };
    result: {
      invitation: Invitation;
    };
  };
  /** Change a member's role */
  updateMember: {
    params: {
      userId: string;
    };
    body: {
      role: "owner" | "admin" | "member" | "viewer";
    };
    result: {
      member: Member;
    };
  };
  /** Remove a member, or leave */
  removeMember: {
    params: {
      userId: string;
    };
    result: Message;
  };
  /** List invitations */
  listInvitations: {
    query?: {
      limit?: number;
      offset?: number;
      status?: "pending" | "all";
    };
    result: {
      invitations: Invitation[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Take an invitation back */
  revokeInvitation: {
    params: {
      id: string;
    };
    result: Message;
  };
  /** Send an invitation again */
  resendInvitation: {
    params: {
      id: string;
    };
    result: {
      invitation: Invitation;
    };
  };
  /** Read an invitation by its link */
  lookUpInvitation: {
    body: {
      token: string;
    };
    result: {
      invitation: {
        email: string;
        role: "owner" | "admin" | "member" | "viewer";
        organization: {
          id: string;
          name: string;
        };
        expires_at: string;
        has_account: boolean;
        invited_by: string | null;
      };
    };
  };
  /** Accept an invitation */
  acceptInvitation: {
    body: {
      token: string;
      password?: string;
      name?: string;
    };
    result: {
      user: User;
      organization: {
        id: string;
        name: string;
      };
      role: "owner" | "admin" | "member" | "viewer";
      session: {
        access_token: string;
        refresh_token: string;
        expires_in: number;
      };
    };
  };
  /** List API keys */
  listApiKeys: {
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      apiKeys: ApiKey[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create an API key */
  createApiKey: {
    body: {
      name: string;
      scopes?: string[];
      permissions?: {
        read?: boolean;
        write?: boolean;
        admin?: boolean;
      };
      expires_at?: string;
      expires_in_days?: number;
      rate_limit?: {
        per_minute?: number | null;
        per_hour?: number | null;
      };
    };
    result: {
      apiKey: {
        id: string;
        name: string;
        key_preview: string;
        scopes: string[];
        rate_limit: {
          per_minute?: number | null;
          per_hour?: number | null;
        } | null;
        user_id: string;
        last_used_at: string | null;
        expires_at: string | null;
        previous_expires_at: string | null;
        rotated_at: string | null;
        created_at: string;
        key: string;
      };
    };
  };
  /** Read an API key */
  getApiKey: {
    params: {
      id: string;
    };
    result: {
      apiKey: ApiKey;
    };
  };
  /** Change an API key */
  updateApiKey: {
    params: {
      id: string;
    };
    body: {
      name?: string;
      scopes?: string[];
      permissions?: {
        read?: boolean;
        write?: boolean;
        admin?: boolean;
      };
      rate_limit?: {
        per_minute?: number | null;
        per_hour?: number | null;
      };
    };
    result: {
      apiKey: ApiKey;
    };
  };
  /** Delete an API key */
  deleteApiKey: {
    params: {
      id: string;
    };
    result: Message;
  };
  /** Rotate an API key */
  rotateApiKey: {
    params: {
      id: string;
    };
    body?: {
      grace_period_hours?: number;
    };
    result: {
      apiKey: {
        id: string;
        name: string;
        key_preview: string;
        scopes: string[];
        rate_limit: {
          per_minute?: number | null;
          per_hour?: number | null;
        } | null;
        user_id: string;
        last_used_at: string | null;
        expires_at: string | null;
        previous_expires_at: string | null;
        rotated_at: string | null;
        created_at: string;
        key: string;
      };
    };
  };
  /** Read the audit log */
  listAuditEntries: {
    query?: {
      limit?: number;
      offset?: number;
      action?: string;
      actor_id?: string;
      target_type?: string;
      target_id?: string;
      start_time?: string;
      end_time?: string;
    };
    result: {
      data: AuditEntry[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** List events */
  listEvents: {
    query?: {
      limit?: number;
      offset?: number;
      /** One type, or all under a word as `agent.*`. */
      type?: string;
      source?: string;
      /** What they are about: `agent/<id>`, or the id of one of our objects. */
      subject?: string;
      start_time?: string;
      end_time?: string;
    };
    result: {
      data: FleetEvent[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Tell an event of your own */
  emitEvent: {
    body: {
      /** Dotted small letters, `order.created`. */
      type: string;
      data?: Record<string, unknown>;
      source?: string;
    };
    result: FleetEvent;
  };
  /** List the types of events */
  listEventTypes: {
    result: ({
      type: string;
      description: string;
      category: string;
    })[];
  };
  /** Count events by type, source and day */
  eventStats: {
    query?: {
      /** One type, or all under a word as `agent.*`. */
      type?: string;
      source?: string;
      start_time?: string;
      end_time?: string;
    };
    result: {
      total_events: number;
      by_type: Record<string, number>;
      by_source: Record<string, number>;
      /** By the day (UTC); days without events are left out. */
      by_day: ({
        date: string;
        count: number;
      })[];
    };
  };
  /** Follow events as they happen */
  streamEvents: {
    query?: {
      /** One type, or all under a word as `agent.*`. */
      type?: string;
      source?: string;
      /** What they are about: `agent/<id>`, or the id of one of our objects. */
      subject?: string;
      format?: "plain" | "cloudevents";
      /** The same as the header Last-Event-ID. */
      after?: string;
    };
    result: string;
  };
  /** Read an event */
  getEvent: {
    params: {
      id: string;
    };
    result: FleetEvent;
  };
  /** List credentials */
  listCredentials: {
    query?: {
      limit?: number;
      offset?: number;
      provider?: string;
      search?: string;
    };
    result: Credential[];
  };
  /** Create a credential */
  createCredential: {
    body: CredentialInput;
    result: Credential;
  };
  /** Read a credential */
  getCredential: {
    params: {
      id: string;
    };
    result: Credential;
  };
  /** Change a credential, as PATCH does */
  putCredential: {
    params: {
      id: string;
    };
    body: CredentialPatch;
    result: Credential;
  };
  /** Change a credential */
  updateCredential: {
    params: {
      id: string;
    };
    body: CredentialPatch;
    result: Credential;
  };
  /** Delete a credential */
  deleteCredential: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Try a credential at its provider */
  testCredential: {
    params: {
      id: string;
    };
    body?: {
      url?: string;
    };
    result: ConnectionTest;
  };
  /** List who used a credential */
  listCredentialUses: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: CredentialUse[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** List connectors, or the types that are available */
  listConnectors: {
    query?: {
      limit?: number;
      offset?: number;
      available?: "true" | "false";
      type?: "slack" | "smtp" | "stripe" | "discord" | "http" | "mcp";
      search?: string;
    };
    result: (Connector | ConnectorType)[];
  };
  /** Create a connector */
  createConnector: {
    body: ConnectorInput;
    result: Connector;
  };
  /** Read a connector */
  getConnector: {
    params: {
      id: string;
    };
    result: Connector;
  };
  /** Change a connector, as PATCH does */
  putConnector: {
    params: {
      id: string;
    };
    body: ConnectorPatch;
    result: Connector;
  };
  /** Change a connector */
  updateConnector: {
    params: {
      id: string;
    };
    body: ConnectorPatch;
    result: Connector;
  };
  /** Delete a connector */
  deleteConnector: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Test a connector’s connection */
  testConnector: {
    params: {
      id: string;
    };
    result: ConnectionTest;
  };
  /** Run one action of a connector */
  runConnectorAction: {
    params: {
      id: string;
      action: string;
    };
    body?: Record<string, unknown>;
    result: ConnectorActionResult;
  };
  /** List webhooks */
  listWebhooks: {
    query?: {
      limit?: number;
      offset?: number;
      active?: "true" | "false";
    };
    result: {
      data: Webhook[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create a webhook */
  createWebhook: {
    body: WebhookInput;
    result: Webhook;
  };
  /** Read a webhook */
  getWebhook: {
    params: {
      id: string;
    };
    result: Webhook;
  };
  /** Change a webhook, as PATCH does */
  putWebhook: {
    params: {
      id: string;
    };
    body: WebhookPatch;
    result: Webhook;
  };
  /** Change a webhook */
  updateWebhook: {
    params: {
      id: string;
    };
    body: WebhookPatch;
    result: Webhook;
  };
  /** Delete a webhook */
  deleteWebhook: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Enable a webhook */
  enableWebhook: {
    params: {
      id: string;
    };
    result: Webhook;
  };
  /** Disable a webhook */
  disableWebhook: {
    params: {
      id: string;
    };
    result: Webhook;
  };
  /** Give a webhook a new secret */
  rotateWebhookSecret: {
    params: {
      id: string;
    };
    body?: {
      grace_period_hours?: number;
      /** Given by you, or made: `whsec_…`. Shown once, when the webhook is made. */
      secret?: string;
    };
    result: Webhook;
  };
  /** Send a test delivery now */
  testWebhook: {
    params: {
      id: string;
    };
    result: WebhookDelivery;
  };
  /** List the deliveries of a webhook */
  listWebhookDeliveries: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
      success?: "true" | "false";
      status?: "pending" | "succeeded" | "failed" | "dead";
      event_type?: string;
    };
    result: {
      deliveries: WebhookDelivery[];
      total: number;
      limit: number;
      offset: number;
    };
  };
  /** Read a delivery with its attempts */
  getWebhookDelivery: {
    params: {
      id: string;
      deliveryId: string;
    };
    result: WebhookDeliveryDetail;
  };
  /** Send a delivery again */
  retryWebhookDelivery: {
    params: {
      id: string;
    };
    result: {
      status: "retry initiated";
      delivery_id: string;
    };
  };
  /** Send all failed deliveries since a time again */
  recoverWebhook: {
    params: {
      id: string;
    };
    body: {
      since: string;
    };
    result: {
      status: "recovery initiated";
      recovered: number;
      remaining: number;
    };
  };
  /** List the webhooks of an agent app */
  listAppWebhooks: {
    params: {
      id: string;
    };
    result: {
      webhooks: Webhook[];
    };
  };
  /** Create a webhook for an agent app */
  createAppWebhook: {
    params: {
      id: string;
    };
    body: WebhookInput;
    result: {
      webhook: Webhook;
    };
  };
  /** Delete a webhook of an agent app */
  deleteAppWebhook: {
    params: {
      id: string;
      webhookId: string;
    };
    result: {
      message: string;
    };
  };
  /** Read usage metrics */
  getUsageMetrics: {
    query?: {
      days?: number;
    };
    result: UsageMetrics;
  };
  /** Read usage day by day */
  getUsageChart: {
    query?: {
      days?: number;
    };
    result: {
      data: UsageDay[];
    };
  };
  /** Read recent activity */
  getUsageActivity: {
    query?: {
      limit?: number;
    };
    result: {
      events: UsageActivity[];
    };
  };
  /** Export usage */
  exportUsage: {
    body: {
      format: "csv" | "json";
      startDate: string;
      /** Included. */
      endDate: string;
    };
    result: {
      downloadUrl: string;
      expiresAt: string;
    };
  };
  /** Read the balance */
  getCreditBalance: {
    result: CreditBalance;
  };
  /** List what moved the balance */
  getCreditHistory: {
    query?: {
      limit?: number;
      offset?: number;
      type?: "purchase" | "usage" | "grant" | "refund" | "adjustment";
      start_date?: string;
      /** A date includes that whole day (UTC). */
      end_date?: string;
    };
    result: {
      transactions: CreditTransaction[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read the balance day by day, with a forecast */
  getCreditBurnDown: {
    query?: {
      days?: number;
    };
    result: CreditBurnDown;
  };
  /** List spending limits */
  listSpendingLimits: {
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: SpendingLimit[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read the spending limit of an API key */
  getKeySpendingLimit: {
    params: {
      id: string;
    };
    result: SpendingLimit;
  };
  /** Set the spending limit of an API key */
  putKeySpendingLimit: {
    params: {
      id: string;
    };
    body: SpendingLimitInput;
    result: SpendingLimit;
  };
  /** Remove the spending limit of an API key */
  deleteKeySpendingLimit: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Read the spending limit of an agent */
  getAgentSpendingLimit: {
    params: {
      id: string;
    };
    result: SpendingLimit;
  };
  /** Set the spending limit of an agent */
  putAgentSpendingLimit: {
    params: {
      id: string;
    };
    body: SpendingLimitInput;
    result: SpendingLimit;
  };
  /** Remove the spending limit of an agent */
  deleteAgentSpendingLimit: {
    params: {
      id: string;
    };
    result: void;
  };
  /** List the credit packages and their prices */
  listCreditPackages: {
    result: {
      packages: CreditPackage[];
    };
  };
  /** Start a top-up */
  topUpCredits: {
    body: {
      package: string;
      /** When given, it must be what the package holds. */
      credits?: number;
    };
    result: {
      sessionUrl: string;
      sessionId: string;
      orderId: string;
    };
  };
  /** Read a top-up */
  getTopUp: {
    params: {
      id: string;
    };
    result: TopUpOrder;
  };
  /** Answer the local checkout page */
  settleLocalCheckout: {
    params: {
      id: string;
    };
    body: {
      outcome: "pay" | "cancel";
    };
    result: TopUpOrder;
  };
  /** Read the billing settings */
  getBillingSettings: {
    result: BillingSettings;
  };
  /** Change the billing settings */
  updateBillingSettings: {
    body: {
      auto_top_up?: boolean;
      auto_top_up_package?: string | null;
      auto_top_up_below?: number | null;
      /** Owners and admins get one mail when the balance falls below; null: none. */
      low_balance_below?: number | null;
    };
    result: BillingSettings;
  };
  /** List invoices */
  listInvoices: {
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      invoices: Invoice[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Open the customer portal */
  openBillingPortal: {
    result: {
      url: string;
    };
  };
  /** List agents */
  listAgents: {
    query?: {
      limit?: number;
      offset?: number;
      status?: "draft" | "active" | "paused" | "error";
      search?: string;
      "filter[status]"?: "draft" | "active" | "paused" | "error";
    };
    result: {
      data: Agent[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create an agent */
  createAgent: {
    body: AgentInput;
    result: Agent;
  };
  /** Read an agent */
  getAgent: {
    params: {
      id: string;
    };
    result: Agent;
  };
  /** Change an agent */
  updateAgent: {
    params: {
      id: string;
    };
    body: AgentPatch;
    result: Agent;
  };
  /** Delete an agent */
  deleteAgent: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Deploy an agent */
  deployAgent: {
    params: {
      id: string;
    };
    result: Agent;
  };
  /** Pause an agent */
  pauseAgent: {
    params: {
      id: string;
    };
    result: Agent;
  };
  /** List models with prices */
  listModels: {
    result: {
      data: Model[];
    };
  };
  /** List the tools agents can use */
  listTools: {
    result: {
      data: ({
        name: string;
        label: string;
        description: string;
        input_schema: Record<string, unknown>;
      })[];
    };
  };
  /** List skills */
  listSkills: {
    query?: {
      limit?: number;
      offset?: number;
      search?: string;
    };
    result: {
      data: Skill[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create a skill */
  createSkill: {
    body: SkillInput;
    result: Skill;
  };
  /** Read a skill */
  getSkill: {
    params: {
      id: string;
    };
    result: Skill;
  };
  /** Change a skill */
  updateSkill: {
    params: {
      id: string;
    };
    body: SkillPatch;
    result: Skill;
  };
  /** Delete a skill */
  deleteSkill: {
    params: {
      id: string;
    };
    result: void;
  };
  /** List agent apps */
  listAgentApps: {
    query?: {
      limit?: number;
      offset?: number;
      search?: string;
    };
    result: {
      apps: ({
        id: string;
        name: string;
        description: string;
        is_public: boolean;
        created_at: string;
        updated_at: string;
        packages: ({
          id: string;
          version: string;
          size: number;
          status: string;
          created_at: string;
        })[];
      })[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create an agent app */
  createAgentApp: {
    body: AgentAppInput;
    result: {
      app: AgentApp;
    };
  };
  /** Read an agent app with its newest 100 packages */
  getAgentApp: {
    params: {
      id: string;
    };
    result: {
      app: {
        id: string;
        name: string;
        description: string;
        is_public: boolean;
        created_at: string;
        updated_at: string;
        packages: PackageVersion[];
      };
    };
  };
  /** Change an agent app */
  updateAgentApp: {
    params: {
      id: string;
    };
    body: AgentAppPatch;
    result: {
      app: AgentApp;
    };
  };
  /** Delete an agent app with all its packages and webhooks */
  deleteAgentApp: {
    params: {
      id: string;
    };
    result: {
      message: string;
    };
  };
  /** List the packages of an agent app */
  listPackages: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      packages: PackageVersion[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Upload a package */
  uploadPackage: {
    params: {
      id: string;
    };
    body: FormData;
    result: {
      package: PackageVersion;
      warnings: string[];
    };
  };
  /** Read a package with its manifest */
  getPackage: {
    params: {
      id: string;
      packageId: string;
    };
    result: {
      package: {
        id: string;
        agent_app_id: string;
        version: string;
        /** As the manifest has it. */
        name: string;
        display_name: string;
        status: "uploading" | "ready" | "failed";
        layout: "native" | "pixell";
        /** A link to download from, good for an hour. */
        s3_url: string;
        /** Bytes. */
        size: number;
        /** SHA-256 in hex. */
        checksum: string;
        signed: boolean;
        release_notes: string;
        created_at: string;
        manifest: Record<string, unknown>;
        contents: Record<string, unknown>;
        /** Names of the settings that its .env brought; the values stay encrypted. */
        settings: string[];
      };
    };
  };
  /** Delete a package */
  deletePackage: {
    params: {
      id: string;
      packageId: string;
    };
    result: {
      message: string;
    };
  };
  /** Get a link to upload a package to */
  startPackageUpload: {
    params: {
      id: string;
    };
    body?: {
      /** Bytes of the file. */
      size?: number;
    };
    result: {
      upload_id: string;
      url: string;
      method: "PUT";
      headers: Record<string, string>;
      max_bytes: number;
      expires_at: string;
    };
  };
  /** List publisher keys */
  listPublisherKeys: {
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      publisher_keys: PublisherKey[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Register a publisher key */
  createPublisherKey: {
    body: {
      name: string;
      public_key: string;
    };
    result: {
      publisher_key: PublisherKey;
    };
  };
  /** Revoke a publisher key */
  revokePublisherKey: {
    params: {
      id: string;
    };
    result: {
      message: string;
    };
  };
  /** List an agent app's secrets */
  listAppSecrets: {
    params: {
      id: string;
    };
    result: {
      secrets: Record<string, string>;
    };
  };
  /** Replace all of an agent app's secrets */
  setAppSecrets: {
    params: {
      id: string;
    };
    body: AppSecretsInput;
    result: {
      success: boolean;
      secretCount: number;
    };
  };
  /** Delete all of an agent app's secrets */
  deleteAppSecrets: {
    params: {
      id: string;
    };
    result: {
      success: boolean;
      secretCount: number;
    };
  };
  /** Set one of an agent app's secrets */
  putAppSecret: {
    params: {
      id: string;
      key: string;
    };
    body: AppSecretInput;
    result: {
      success: boolean;
      key: string;
    };
  };
  /** Delete one of an agent app's secrets */
  deleteAppSecret: {
    params: {
      id: string;
      key: string;
    };
    result: {
      success: boolean;
      key: string;
    };
  };
  /** Search the marketplace */
  listMarketplacePackages: {
    query?: {
      limit?: number;
      offset?: number;
      search?: string;
      category?: string;
      pricing?: "free" | "freemium" | "paid" | "revenue_share";
      tag?: string;
      featured?: "true" | "false";
      /** A search puts the nearest first. */
      sort?: "popular" | "newest" | "rating" | "name";
    };
    result: {
      data: Listing[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read a marketplace package by id or slug, with what installing it does */
  getMarketplacePackage: {
    params: {
      id: string;
    };
    result: ListingDetail;
  };
  /** Publish an agent app's newest version in the marketplace */
  publishAgentApp: {
    params: {
      id: string;
    };
    body?: ListingInput;
    result: Listing;
  };
  /** Change what the marketplace says about an agent app */
  updateListing: {
    params: {
      id: string;
    };
    body: ListingPatch;
    result: Listing;
  };
  /** Take an agent app out of the marketplace */
  unpublishAgentApp: {
    params: {
      id: string;
    };
    result: void;
  };
  /** List a marketplace package's reviews */
  listReviews: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
      sort?: "newest" | "highest" | "lowest";
      rating?: number;
    };
    result: {
      data: Review[];
      limit: number;
      offset: number;
      total: number;
      /** The mean; null without reviews. */
      rating: number | null;
      /** How many gave each number of stars. */
      ratings: {
        "1"?: number;
        "2"?: number;
        "3"?: number;
        "4"?: number;
        "5"?: number;
      };
      own: {
        id: string;
        rating: number;
        title: string;
        body: string;
        /** The reviewing organization's name. */
        author: string;
        /** It is of the organization that asks. */
        own: boolean;
        /** The publisher's. */
        answer: {
          body: string;
          author: string;
          created_at: string;
        } | null;
        created_at: string;
        updated_at: string;
      } | null;
      may_review: boolean;
      /** It is a package of your own. */
      may_answer: boolean;
    };
  };
  /** Review a marketplace package */
  writeReview: {
    params: {
      id: string;
    };
    body: ReviewInput;
    result: Review;
  };
  /** Replace the organization's review of a package */
  changeReview: {
    params: {
      id: string;
    };
    body: ReviewInput;
    result: Review;
  };
  /** Take the organization's review of a package back */
  deleteReview: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Answer a review of a package of your own */
  answerReview: {
    params: {
      id: string;
      reviewId: string;
    };
    body: ReviewAnswer;
    result: Review;
  };
  /** Take the answer to a review back */
  deleteReviewAnswer: {
    params: {
      id: string;
      reviewId: string;
    };
    result: void;
  };
  /** Deploy a package */
  deployPackage: {
    params: {
      id: string;
    };
    body: FormData;
    result: DeploymentAccepted;
  };
  /** List deployments of packages and configs */
  listDeployments: {
    query?: {
      limit?: number;
      offset?: number;
      kind?: "package" | "config";
      status?: "queued" | "processing" | "completed" | "failed" | "cancelled" | "pending" | "running" | "stopped" | "complete";
      agent_app_id?: string;
      config_id?: string;
    };
    result: {
      data: (PackageDeployment | ConfigDeployment)[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create a deployment of a config */
  createDeployment: {
    body: ConfigDeploymentInput;
    result: ConfigDeployment;
  };
  /** Count the deployments of packages and tell how the queue is */
  deploymentQueueStats: {
    result: {
      stats: {
        queued: number;
        processing: number;
        completed: number;
        failed: number;
        cancelled: number;
        total: number;
      };
      health: {
        status: "healthy" | "warning" | "critical";
        message: string;
      };
      metrics: {
        avgProcessingTimeSeconds: number;
        lastUpdated: string;
      };
    };
  };
  /** Read a deployment */
  getDeployment: {
    params: {
      id: string;
    };
    result: {
      deployment: PackageDeployment;
    } | ConfigDeployment;
  };
  /** Change, start or stop a deployment of a config */
  updateDeployment: {
    params: {
      id: string;
    };
    body: ConfigDeploymentPatch;
    result: ConfigDeployment;
  };
  /** Delete a deployment of a config */
  deleteDeployment: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Cancel a deployment */
  cancelDeployment: {
    params: {
      id: string;
    };
    result: {
      deployment: PackageDeployment;
    };
  };
  /** Deploy the package of a failed or cancelled deployment again */
  retryDeployment: {
    params: {
      id: string;
    };
    result: DeploymentAccepted;
  };
  /** Go back to the version of a completed deployment */
  rollbackDeployment: {
    params: {
      id: string;
    };
    result: DeploymentAccepted;
  };
  /** Follow a deployment live */
  streamDeployment: {
    params: {
      id: string;
    };
    result: string;
  };
  /** List what waits for a person, and what was decided */
  listApprovals: {
    query?: {
      limit?: number;
      offset?: number;
      /** `ended`: all but pending. */
      status?: "pending" | "approved" | "rejected" | "expired" | "withdrawn" | "ended";
      /** `me`: what you are asked for, by address, role or id, and have not decided. */
      assignee?: "me";
      kind?: "step" | "tool_call" | "overspend";
      run_id?: string;
    };
    result: {
      data: Approval[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read an approval */
  getApproval: {
    params: {
      id: string;
    };
    result: Approval;
  };
  /** Approve */
  approve: {
    params: {
      id: string;
    };
    body?: {
      comment?: string;
      data?: Record<string, unknown>;
    };
    result: Approval;
  };
  /** Reject */
  reject: {
    params: {
      id: string;
    };
    body?: {
      comment?: string;
      data?: Record<string, unknown>;
    };
    result: Approval;
  };
  /** Download a file by its expiring link */
  downloadFile: {
    params: {
      token: string;
    };
    result: void;
  };
  /** Send a file to its expiring link */
  uploadFile: {
    params: {
      token: string;
    };
    result: {
      size: number;
      checksum: string;
    };
  };
  /** Execute an agent */
  executeAgent: {
    params: {
      id: string;
    };
    query?: {
      /** Seconds to wait for the result: 200 with it when it is there in time, else 202. */
      wait?: number;
    };
    body?: ExecuteInput;
    result: Execution;
  };
  /** Try an agent in its playground */
  playAgent: {
    params: {
      id: string;
    };
    query?: {
      /** Seconds to wait for the result: 200 with it when it is there in time, else 202. */
      wait?: number;
    };
    body: {
      input?: Record<string, unknown>;
      overrides?: {
        system_prompt?: string;
        config?: {
          model?: string | null;
          max_tokens?: number;
          temperature?: number;
        };
        tools?: ({
          name: string;
          config?: Record<string, unknown>;
        })[];
      };
    };
    result: Execution;
  };
  /** List executions */
  listExecutions: {
    query?: {
      limit?: number;
      offset?: number;
      agent_id?: string;
      "filter[agent_id]"?: string;
      status?: "queued" | "running" | "completed" | "failed" | "cancelled";
      "filter[status]"?: "queued" | "running" | "completed" | "failed" | "cancelled";
      kind?: "agent" | "workflow" | "deployment";
      "filter[kind]"?: "agent" | "workflow" | "deployment";
      source?: string;
      parent_id?: string;
      deployment_id?: string;
      created_after?: string;
      created_before?: string;
    };
    result: {
      data: Execution[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read an execution */
  getExecution: {
    params: {
      id: string;
    };
    query?: {
      /** Seconds to wait for the result: 200 with it when it is there in time, else 202. */
      wait?: number;
    };
    result: Execution;
  };
  /** Act on an execution */
  actOnExecution: {
    params: {
      id: string;
    };
    body: {
      action: "cancel";
    };
    result: Execution;
  };
  /** Cancel an execution */
  cancelExecution: {
    params: {
      id: string;
    };
    result: Execution;
  };
  /** Read the log of an execution */
  listExecutionLogs: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
      after?: string;
    };
    result: {
      data: ExecutionLog[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read the steps of an execution */
  listExecutionSteps: {
    params: {
      id: string;
    };
    result: {
      data: ExecutionStep[];
    };
  };
  /** Follow an execution live */
  streamExecution: {
    params: {
      id: string;
    };
    result: string;
  };
  /** List workflows */
  listWorkflows: {
    query?: {
      limit?: number;
      offset?: number;
      /** In name or description. */
      q?: string;
      status?: "draft" | "active" | "paused";
      "filter[status]"?: "draft" | "active" | "paused";
      source?: "installation" | "deployment" | "config" | "own";
    };
    result: WorkflowSummary[];
  };
  /** Create a workflow, or start a run */
  createWorkflow: {
    body: WorkflowInput | StartWorkflowInput;
    result: Workflow | WorkflowStarted;
  };
  /** Check a definition without saving it */
  validateWorkflow: {
    body: {
      definition?: unknown;
    };
    result: {
      valid: boolean;
      hash: string | null;
      problems: WorkflowProblem[];
      /** Runs, but probably not as meant. */
      warnings: WorkflowProblem[];
      graph: WorkflowGraph;
      reach: WorkflowReach;
    };
  };
  /** Read a workflow, or a run */
  getWorkflow: {
    params: {
      id: string;
    };
    result: Workflow | WorkflowExecution;
  };
  /** Change a workflow, as PATCH does */
  putWorkflow: {
    params: {
      id: string;
    };
    body: WorkflowPatch;
    result: Workflow;
  };
  /** Change a workflow */
  updateWorkflow: {
    params: {
      id: string;
    };
    body: WorkflowPatch;
    result: Workflow;
  };
  /** Delete a workflow */
  deleteWorkflow: {
    params: {
      id: string;
    };
    query?: {
      force?: "0" | "1" | "" | "true" | "false";
    };
    result: void;
  };
  /** Publish a version */
  publishWorkflow: {
    params: {
      id: string;
    };
    body?: {
      version?: number;
    };
    result: Workflow;
  };
  /** Copy a workflow */
  duplicateWorkflow: {
    params: {
      id: string;
    };
    body?: {
      name?: string;
    };
    result: Workflow;
  };
  /** Let the triggers of a workflow rest */
  pauseWorkflow: {
    params: {
      id: string;
    };
    result: Workflow;
  };
  /** Let the triggers of a workflow fire again */
  resumeWorkflow: {
    params: {
      id: string;
    };
    result: Workflow;
  };
  /** List the versions of a workflow */
  listWorkflowVersions: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: WorkflowVersionSummary[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read a version of a workflow */
  getWorkflowVersion: {
    params: {
      id: string;
      version: string;
    };
    result: WorkflowVersion;
  };
  /** Compare two versions of a workflow */
  compareWorkflowVersions: {
    params: {
      id: string;
    };
    query?: {
      from?: number;
      to?: number;
    };
    result: WorkflowDifference;
  };
  /** List the triggers of a workflow */
  listWorkflowTriggers: {
    params: {
      id: string;
    };
    result: {
      data: WorkflowTrigger[];
    };
  };
  /** Give a workflow a new hook */
  makeWorkflowHook: {
    params: {
      id: string;
    };
    body?: {
      secret?: string;
    };
    result: {
      url: string;
      signed: boolean;
    };
  };
  /** Take the hook of a workflow away */
  removeWorkflowHook: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Execute a workflow */
  executeWorkflow: {
    params: {
      id: string;
    };
    query?: {
      /** Seconds to wait for the result: 200 with it when it is there in time, else 202. */
      wait?: number;
    };
    body?: {
      input?: Record<string, unknown>;
      metadata?: Record<string, unknown>;
      version?: number;
    };
    result: WorkflowExecutionStarted;
  };
  /** Start a workflow by its hook */
  callWorkflowHook: {
    params: {
      token: string;
    };
    query?: {
      /** Seconds to wait for the result: 200 with it when it is there in time, else 202. */
      wait?: number;
    };
    result: WorkflowExecutionStarted;
  };
  /** Cancel a run by its workflowId */
  cancelWorkflowExecution: {
    params: {
      workflowId: string;
    };
    body?: {
      reason?: string;
    };
    result: {
      workflowId: string;
      runId: string;
      status: "pending" | "running" | "completed" | "failed" | "canceled";
    };
  };
  /** Read the history of a run by its workflowId */
  getWorkflowExecutionHistory: {
    params: {
      workflowId: string;
    };
    query?: {
      after?: number;
    };
    result: {
      workflowId: string;
      runId: string;
      events: WorkflowHistoryEvent[];
      total: number;
    };
  };
  /** List workflow runs */
  listWorkflowRuns: {
    query?: {
      limit?: number;
      offset?: number;
      workflow_id?: string;
      "filter[workflow_id]"?: string;
      workflow_type?: string;
      status?: "queued" | "running" | "completed" | "failed" | "cancelled";
      "filter[status]"?: "queued" | "running" | "completed" | "failed" | "cancelled";
      state?: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "timed_out" | "cancelled";
      parent_run_id?: string;
      created_after?: string;
      created_before?: string;
    };
    result: {
      data: WorkflowRun[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Run a workflow */
  createWorkflowRun: {
    query?: {
      /** Seconds to wait for the end of the run. */
      wait?: number;
    };
    body: {
      workflow_id: string;
      input?: Record<string, unknown>;
      metadata?: Record<string, unknown>;
      version?: number;
    };
    result: WorkflowRun;
  };
  /** Read a workflow run */
  getWorkflowRun: {
    params: {
      id: string;
    };
    query?: {
      /** Seconds to wait for the end of the run. */
      wait?: number;
    };
    result: WorkflowRun;
  };
  /** Cancel a workflow run */
  cancelWorkflowRun: {
    params: {
      id: string;
    };
    body?: {
      reason?: string;
    };
    result: WorkflowRun;
  };
  /** Pause a workflow run */
  pauseWorkflowRun: {
    params: {
      id: string;
    };
    result: WorkflowRun;
  };
  /** Resume a workflow run */
  resumeWorkflowRun: {
    params: {
      id: string;
    };
    result: WorkflowRun;
  };
  /** Send a signal to a workflow run */
  signalWorkflowRun: {
    params: {
      id: string;
    };
    body: {
      name: string;
      data?: unknown;
      /** The same id told twice counts once. */
      id?: string;
    };
    result: WorkflowRun;
  };
  /** Run an ended workflow run again */
  retryWorkflowRun: {
    params: {
      id: string;
    };
    body?: {
      from?: string;
      version?: "same" | "latest";
    };
    result: WorkflowRun;
  };
  /** Fork a workflow run at a step */
  forkWorkflowRun: {
    params: {
      id: string;
    };
    body: {
      from: string;
      input?: Record<string, unknown>;
    };
    result: WorkflowRun;
  };
  /** Read the steps of a workflow run */
  listWorkflowRunSteps: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: WorkflowRunStep[];
      total: number;
    };
  };
  /** Read the history of a workflow run */
  getWorkflowRunHistory: {
    params: {
      id: string;
    };
    query?: {
      after?: number;
    };
    result: {
      data: WorkflowHistoryEvent[];
      total: number;
    };
  };
  /** Follow a workflow run live */
  streamWorkflowRun: {
    params: {
      id: string;
    };
    result: string;
  };
  /** Cancel or retry many workflow runs */
  bulkWorkflowRuns: {
    body: {
      action: "cancel" | "retry";
      filter?: {
        workflow_id?: string;
        workflow_type?: string;
        status?: "queued" | "running" | "completed" | "failed" | "cancelled";
        state?: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "timed_out" | "cancelled";
        created_after?: string;
        created_before?: string;
      };
      limit?: number;
      reason?: string;
    };
    result: {
      matched: number;
      done: number;
      failed: ({
        id: string;
        error: string;
        code: string;
      })[];
      /** Cancelled, or newly started. */
      runs: string[];
    };
  };
  /** List test suites */
  listTestSuites: {
    query?: {
      limit?: number;
      offset?: number;
      /** In the name. */
      search?: string;
      agent_id?: string;
      workflow_id?: string;
    };
    result: {
      data: TestSuite[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create a test suite */
  createTestSuite: {
    body: TestSuiteInput;
    result: TestSuite;
  };
  /** Read a test suite */
  getTestSuite: {
    params: {
      id: string;
    };
    result: TestSuite;
  };
  /** Change a test suite */
  updateTestSuite: {
    params: {
      id: string;
    };
    body: TestSuitePatch;
    result: TestSuite;
  };
  /** Delete a test suite */
  deleteTestSuite: {
    params: {
      id: string;
    };
    result: void;
  };
  /** List the cases of a test suite */
  listTestCases: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: TestCase[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Add a case to a test suite */
  createTestCase: {
    params: {
      id: string;
    };
    body: TestCaseInput;
    result: TestCase;
  };
  /** Change a test case */
  updateTestCase: {
    params: {
      id: string;
      caseId: string;
    };
    body: TestCasePatch;
    result: TestCase;
  };
  /** Delete a test case */
  deleteTestCase: {
    params: {
      id: string;
      caseId: string;
    };
    result: void;
  };
  /** Save an execution as a test case */
  saveExecutionAsTest: {
    params: {
      id: string;
    };
    body: {
      suiteId?: string;
      suite?: string;
      name?: string;
      /** Objects are compared partially. `{equals}`, `{contains}` and `{matches}` (a pattern) work at any depth. Left out, any output passes. */
      expected?: unknown;
    };
    result: {
      id: string;
      name: string;
      input?: unknown;
      expected?: unknown;
      execution_id: string | null;
      created_at: string;
      suite_id: string;
    };
  };
  /** Run a test suite */
  runTestSuite: {
    params: {
      id: string;
    };
    result: TestRun;
  };
  /** List the runs of a test suite */
  listTestRuns: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: ({
        id: string;
        suite_id: string | null;
        name: string;
        status: "running" | "completed" | "failed" | "cancelled";
        totalTests: number;
        passedTests: number;
        failedTests: number;
        skippedTests: number;
        created_at: string;
        completed_at: string | null;
      })[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read a run of a test suite */
  getTestRun: {
    params: {
      id: string;
    };
    result: TestRun;
  };
  /** Cancel a run of a test suite */
  cancelTestRun: {
    params: {
      id: string;
    };
    result: TestRun;
  };
  /** List configs */
  listConfigs: {
    query?: {
      limit?: number;
      offset?: number;
      /** In the name. */
      search?: string;
      /** Whether anything was wrong when it was saved. */
      valid?: "true" | "false";
      /** Whether a deployment has it in service. */
      running?: "true" | "false";
    };
    result: {
      data: Config[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Create a config */
  createConfig: {
    body: ConfigInput;
    result: Config;
  };
  /** Check a document in the config language */
  validateConfigContent: {
    body: {
      /** A document in the config language. */
      content: string;
    };
    result: ConfigValidity;
  };
  /** Lay out a document in the config language */
  formatConfigContent: {
    body: {
      /** A document in the config language. */
      content: string;
    };
    result: {
      content: string;
      changed: boolean;
    };
  };
  /** Write a workflow of JSON in the config language */
  printWorkflow: {
    body: {
      definition: Record<string, unknown>;
    };
    result: {
      content: string;
    };
  };
  /** Write the OpenAPI document of a document in the config language */
  writeOpenApi: {
    body: ConfigOpenApiInput;
    result: {
      openapi: string;
      [key: string]: unknown;
    };
  };
  /** Read a config */
  getConfig: {
    params: {
      id: string;
    };
    result: Config;
  };
  /** Change a config */
  updateConfig: {
    params: {
      id: string;
    };
    body: ConfigPatch;
    result: Config;
  };
  /** Delete a config */
  deleteConfig: {
    params: {
      id: string;
    };
    result: void;
  };
  /** List the versions of a config */
  listConfigVersions: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: ConfigVersion[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Read a version of a config */
  getConfigVersion: {
    params: {
      id: string;
      version: string;
    };
    result: Config;
  };
  /** Check a config */
  validateConfig: {
    params: {
      id: string;
    };
    body?: {
      /** A document in the config language. */
      content?: string;
    };
    result: ConfigValidity;
  };
  /** Lay out a config */
  formatConfig: {
    params: {
      id: string;
    };
    body?: {
      /** A document in the config language. */
      content?: string;
    };
    result: {
      content: string;
      changed: boolean;
    };
  };
  /** Write the OpenAPI document of a config */
  getConfigOpenApi: {
    params: {
      id: string;
    };
    query?: {
      /** The version of OpenAPI that the document is in. */
      version?: "3.0" | "3.1";
    };
    result: {
      openapi: string;
      [key: string]: unknown;
    };
  };
  /** Write it as JSON */
  getConfigOpenApiJson: {
    params: {
      id: string;
    };
    query?: {
      /** The version of OpenAPI that the document is in. */
      version?: "3.0" | "3.1";
    };
    result: {
      openapi: string;
      [key: string]: unknown;
    };
  };
  /** Write it as YAML */
  getConfigOpenApiYaml: {
    params: {
      id: string;
    };
    query?: {
      /** The version of OpenAPI that the document is in. */
      version?: "3.0" | "3.1";
    };
    result: {
      openapi: string;
      [key: string]: unknown;
    };
  };
  /** Execute a deployment */
  executeDeployment: {
    params: {
      id: string;
    };
    body?: {
      variables?: Record<string, unknown>;
    };
    result: CommandExecution;
  };
  /** List the executions of a deployment */
  listDeploymentExecutions: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: CommandExecution[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** List the triggers that a deployment of a config has registered */
  listDeploymentTriggers: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: DeploymentTrigger[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** List jobs */
  listJobs: {
    query?: {
      limit?: number;
      offset?: number;
      status?: "pending" | "running" | "completed" | "failed" | "canceled";
      task_type?: string;
      queue?: string;
      /** Only what recurs, or only the rest. */
      recurring?: "true" | "false";
      /** Only what the newest start of a deployment of a config has registered. */
      deployment_id?: string;
    };
    result: {
      jobs: Job[];
      total: number;
      limit: number;
      offset: number;
    };
  };
  /** Submit a job */
  submitJob: {
    body: JobInput;
    result: Job;
  };
  /** Schedule a job */
  scheduleJob: {
    body: ScheduledJobInput;
    result: Job;
  };
  /** Create a recurring job */
  createRecurringJob: {
    body: RecurringJobInput;
    result: Job;
  };
  /** Count jobs by queue and status */
  jobStats: {
    result: {
      queues: Record<string, {
        pending: number;
        running: number;
        completed: number;
        failed: number;
      }>;
    };
  };
  /** List the queues of jobs */
  listJobQueues: {
    result: {
      queues: JobQueue[];
    };
  };
  /** Set weights, limits and pauses of queues */
  putJobQueues: {
    body: JobQueueChanges;
    result: {
      queues: JobQueue[];
    };
  };
  /** List the types of tasks */
  listJobTypes: {
    result: {
      types: ({
        type: string;
        title: string;
        description: string;
        max_retries: number;
        scope: string | null;
        /** JSON Schema. */
        payload_schema: Record<string, unknown>;
      })[];
    };
  };
  /** Get a link to upload a file for a job */
  uploadJobSource: {
    body: {
      filename: string;
      size?: number;
    };
    result: {
      source: string;
      url: string;
      method: "PUT";
      headers: Record<string, string>;
      expires_at: string;
    };
  };
  /** Read a job */
  getJob: {
    params: {
      id: string;
    };
    result: Job;
  };
  /** Cancel a job */
  cancelJob: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Retry a job that failed or was canceled */
  retryJob: {
    params: {
      id: string;
    };
    result: Job;
  };
  /** Pause a recurring job */
  pauseJob: {
    params: {
      id: string;
    };
    result: Job;
  };
  /** Resume a recurring job */
  resumeJob: {
    params: {
      id: string;
    };
    result: Job;
  };
  /** Run a recurring job now */
  runJobNow: {
    params: {
      id: string;
    };
    result: Job;
  };
  /** List the runs of a recurring job */
  listJobRuns: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      jobs: Job[];
      total: number;
      limit: number;
      offset: number;
    };
  };
  /** Read the log of a job */
  listJobLogs: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: ({
        id: string;
        attempt: number;
        level: "debug" | "info" | "warning" | "error";
        message: string;
        timestamp: string;
      })[];
      limit: number;
      offset: number;
      total: number;
      attempts: ({
        number: number;
        status: "running" | "completed" | "failed" | "cancelled" | "lost";
        error: {
          code: string;
          message: string;
        } | null;
        started_at: string;
        completed_at: string | null;
      })[];
    };
  };
  /** Follow a job */
  streamJob: {
    params: {
      id: string;
    };
    result: string;
  };
  /** List installed packages */
  listInstallations: {
    query?: {
      limit?: number;
      offset?: number;
      status?: "queued" | "installing" | "active" | "paused" | "failed" | "uninstalling";
    };
    result: {
      data: Installation[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Install a marketplace package */
  installPackage: {
    body: InstallationInput;
    result: Installation;
  };
  /** Read an installation */
  getInstallation: {
    params: {
      id: string;
    };
    result: Installation;
  };
  /** Change an installation's configuration */
  updateInstallation: {
    params: {
      id: string;
    };
    body: InstallationPatch;
    result: Installation;
  };
  /** Uninstall a package */
  uninstallPackage: {
    params: {
      id: string;
    };
    result: {
      removed: string[];
      kept: string[];
    };
  };
  /** Pause an installation and its agents */
  pauseInstallation: {
    params: {
      id: string;
    };
    result: Installation;
  };
  /** Resume a paused installation and its agents */
  resumeInstallation: {
    params: {
      id: string;
    };
    result: Installation;
  };
  /** See what another version of an installed package would change */
  getUpgradePlan: {
    params: {
      id: string;
    };
    query?: {
      version?: string;
    };
    result: UpgradePlan;
  };
  /** Bring an installed package to another version */
  upgradeInstallation: {
    params: {
      id: string;
    };
    body?: UpgradeInput;
    result: Installation;
  };
  /** Send a message and stream the answer */
  sendChatMessage: {
    body: ChatInput;
    result: string;
  };
  /** List your conversations */
  listConversations: {
    query?: {
      limit?: number;
      offset?: number;
      search?: string;
    };
    result: {
      data: Conversation[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Begin an empty conversation */
  createConversation: {
    body?: {
      title?: string;
      agent_id?: string | null;
    };
    result: Conversation;
  };
  /** Read a conversation */
  getConversation: {
    params: {
      id: string;
    };
    result: Conversation;
  };
  /** Rename a conversation or choose another agent */
  updateConversation: {
    params: {
      id: string;
    };
    body: {
      title?: string;
      agent_id?: string | null;
    };
    result: Conversation;
  };
  /** Delete a conversation */
  deleteConversation: {
    params: {
      id: string;
    };
    result: void;
  };
  /** Restore a conversation deleted within the hour */
  restoreConversation: {
    params: {
      id: string;
    };
    result: Conversation;
  };
  /** Read the messages of a conversation */
  listMessages: {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: Message[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Go to the GraphQL playground */
  openGraphQLPlayground: {
    result: string;
  };
  /** Execute a GraphQL document */
  executeGraphQL: {
    body: GraphQLInput;
    result: GraphQLResult;
  };
  /** Read the GraphQL schema */
  readGraphQLSchema: {
    result: string;
  };
  /** Talk to the MCP server */
  callMcp: {
    query?: {
      /** Only these kinds, separated by commas: operations, agents, workflows. */
      tools?: string;
    };
    body: McpMessage | McpMessage[];
    result: McpAnswer | McpAnswer[] | void;
  };
  /** Read the A2A card of the agent that stands for this server */
  getServerCard: {
    result: AgentCard;
  };
  /** Read the A2A card of a public agent */
  getAgentCard: {
    params: {
      organization: string;
      agent: string;
    };
    result: AgentCard;
  };
  /** List the public agents of an organization */
  listAgentCards: {
    params: {
      organization: string;
    };
    query?: {
      limit?: number;
      offset?: number;
    };
    result: {
      data: ({
        name: string;
        description: string;
        card_url: string;
        url: string;
      })[];
      limit: number;
      offset: number;
      total: number;
    };
  };
  /** Call an agent over A2A */
  callAgentOverA2a: {
    params: {
      agentId: string;
    };
    body: A2aRequest;
    result: A2aAnswer;
  };
}

/** Method and path below the base URL; a path with a leading slash is below the origin. */
export const ROUTES = {
  health: 'GET health',
  healthReady: 'GET health/ready',
  healthLive: 'GET health/live',
  signup: 'POST auth/signup',
  login: 'POST auth/login',
  logout: 'POST auth/logout',
  refreshSession: 'POST auth/refresh',
  getSession: 'GET auth/session',
  updateSession: 'POST auth/session',
  verifyEmail: 'POST auth/verify',
  resendVerification: 'POST auth/resend-verification',
  forgotPassword: 'POST auth/forgot-password',
  resetPassword: 'POST auth/reset-password',
  changePassword: 'POST auth/password',
  getProfile: 'GET auth/profile',
  updateProfile: 'PATCH auth/profile',
  currentOrganization: 'GET organizations/current',
  updateOrganization: 'PATCH organizations/current',
  deleteOrganization: 'DELETE organizations/current',
  listOrganizations: 'GET organizations',
  createOrganization: 'POST organizations',
  switchOrganization: 'POST organizations/switch',
  listMembers: 'GET organizations/members',
  inviteMember: 'POST organizations/members',
  updateMember: 'PATCH organizations/members/{userId}',
  removeMember: 'DELETE organizations/members/{userId}',
  listInvitations: 'GET organizations/invitations',
  revokeInvitation: 'DELETE organizations/invitations/{id}',
  resendInvitation: 'POST organizations/invitations/{id}/resend',
  lookUpInvitation: 'POST invitations/lookup',
  acceptInvitation: 'POST invitations/accept',
  listApiKeys: 'GET api-keys',
  createApiKey: 'POST api-keys',
  getApiKey: 'GET api-keys/{id}',
  updateApiKey: 'PATCH api-keys/{id}',
  deleteApiKey: 'DELETE api-keys/{id}',
  rotateApiKey: 'POST api-keys/{id}/rotate',
  listAuditEntries: 'GET audit-log',
  listEvents: 'GET events',
  emitEvent: 'POST events',
  listEventTypes: 'GET events/types',
  eventStats: 'GET events/stats',
  streamEvents: 'GET events/stream',
  getEvent: 'GET events/{id}',
  listCredentials: 'GET credentials',
  createCredential: 'POST credentials',
  getCredential: 'GET credentials/{id}',
  putCredential: 'PUT credentials/{id}',
  updateCredential: 'PATCH credentials/{id}',
  deleteCredential: 'DELETE credentials/{id}',
  testCredential: 'POST credentials/{id}/test',
  listCredentialUses: 'GET credentials/{id}/uses',
  listConnectors: 'GET connectors',
  createConnector: 'POST connectors',
  getConnector: 'GET connectors/{id}',
  putConnector: 'PUT connectors/{id}',
  updateConnector: 'PATCH connectors/{id}',
  deleteConnector: 'DELETE connectors/{id}',
  testConnector: 'POST connectors/{id}/test',
  runConnectorAction: 'POST connectors/{id}/actions/{action}',
  listWebhooks: 'GET webhooks',
  createWebhook: 'POST webhooks',
  getWebhook: 'GET webhooks/{id}',
  putWebhook: 'PUT webhooks/{id}',
  updateWebhook: 'PATCH webhooks/{id}',
  deleteWebhook: 'DELETE webhooks/{id}',
  enableWebhook: 'POST webhooks/{id}/enable',
  disableWebhook: 'POST webhooks/{id}/disable',
  rotateWebhookSecret: 'POST webhooks/{id}/rotate-secret',
  testWebhook: 'POST webhooks/{id}/test',
  listWebhookDeliveries: 'GET webhooks/{id}/deliveries',
  getWebhookDelivery: 'GET webhooks/{id}/deliveries/{deliveryId}',
  retryWebhookDelivery: 'POST webhooks/deliveries/{id}/retry',
  recoverWebhook: 'POST webhooks/{id}/recover',
  listAppWebhooks: 'GET agent-apps/{id}/webhooks',
  createAppWebhook: 'POST agent-apps/{id}/webhooks',
  deleteAppWebhook: 'DELETE agent-apps/{id}/webhooks/{webhookId}',
  getUsageMetrics: 'GET usage/metrics',
  getUsageChart: 'GET usage/chart',
  getUsageActivity: 'GET usage/activity',
  exportUsage: 'POST usage/export',
  getCreditBalance: 'GET credits/balance',
  getCreditHistory: 'GET credits/history',
  getCreditBurnDown: 'GET credits/burn-down',
  listSpendingLimits: 'GET credits/limits',
  getKeySpendingLimit: 'GET credits/limits/keys/{id}',
  putKeySpendingLimit: 'PUT credits/limits/keys/{id}',
  deleteKeySpendingLimit: 'DELETE credits/limits/keys/{id}',
  getAgentSpendingLimit: 'GET credits/limits/agents/{id}',
  putAgentSpendingLimit: 'PUT credits/limits/agents/{id}',
  deleteAgentSpendingLimit: 'DELETE credits/limits/agents/{id}',
  listCreditPackages: 'GET credits/packages',
  topUpCredits: 'POST credits/topup',
  getTopUp: 'GET credits/topup/{id}',
  settleLocalCheckout: 'POST billing/checkout/{id}',
  getBillingSettings: 'GET billing/settings',
  updateBillingSettings: 'PATCH billing/settings',
  listInvoices: 'GET billing/invoices',
  openBillingPortal: 'POST billing/portal',
  listAgents: 'GET agents',
  createAgent: 'POST agents',
  getAgent: 'GET agents/{id}',
  updateAgent: 'PATCH agents/{id}',
  deleteAgent: 'DELETE agents/{id}',
  deployAgent: 'POST agents/{id}/deploy',
  pauseAgent: 'POST agents/{id}/pause',
  listModels: 'GET models',
  listTools: 'GET tools',
  listSkills: 'GET skills',
  createSkill: 'POST skills',
  getSkill: 'GET skills/{id}',
  updateSkill: 'PATCH skills/{id}',
  deleteSkill: 'DELETE skills/{id}',
  listAgentApps: 'GET agent-apps',
  createAgentApp: 'POST agent-apps',
  getAgentApp: 'GET agent-apps/{id}',
  updateAgentApp: 'PATCH agent-apps/{id}',
  deleteAgentApp: 'DELETE agent-apps/{id}',
  listPackages: 'GET agent-apps/{id}/packages',
  uploadPackage: 'POST agent-apps/{id}/packages',
  getPackage: 'GET agent-apps/{id}/packages/{packageId}',
  deletePackage: 'DELETE agent-apps/{id}/packages/{packageId}',
  startPackageUpload: 'POST agent-apps/{id}/packages/uploads',
  listPublisherKeys: 'GET publisher-keys',
  createPublisherKey: 'POST publisher-keys',
  revokePublisherKey: 'DELETE publisher-keys/{id}',
  listAppSecrets: 'GET agent-apps/{id}/secrets',
  setAppSecrets: 'POST agent-apps/{id}/secrets',
  deleteAppSecrets: 'DELETE agent-apps/{id}/secrets',
  putAppSecret: 'PUT agent-apps/{id}/secrets/{key}',
  deleteAppSecret: 'DELETE agent-apps/{id}/secrets/{key}',
  listMarketplacePackages: 'GET packages',
  getMarketplacePackage: 'GET packages/{id}',
  publishAgentApp: 'POST agent-apps/{id}/listing',
  updateListing: 'PATCH agent-apps/{id}/listing',
  unpublishAgentApp: 'DELETE agent-apps/{id}/listing',
  listReviews: 'GET packages/{id}/reviews',
  writeReview: 'POST packages/{id}/reviews',
  changeReview: 'PUT packages/{id}/reviews',
  deleteReview: 'DELETE packages/{id}/reviews',
  answerReview: 'PUT packages/{id}/reviews/{reviewId}/answer',
  deleteReviewAnswer: 'DELETE packages/{id}/reviews/{reviewId}/answer',
  deployPackage: 'POST agent-apps/{id}/packages/deploy',
  listDeployments: 'GET deployments',
  createDeployment: 'POST deployments',
  deploymentQueueStats: 'GET deployments/queue/stats',
  getDeployment: 'GET deployments/{id}',
  updateDeployment: 'PUT deployments/{id}',
  deleteDeployment: 'DELETE deployments/{id}',
  cancelDeployment: 'POST deployments/{id}/cancel',
  retryDeployment: 'POST deployments/{id}/retry',
  rollbackDeployment: 'POST deployments/{id}/rollback',
  streamDeployment: 'GET deployments/{id}/stream',
  listApprovals: 'GET approvals',
  getApproval: 'GET approvals/{id}',
  approve: 'POST approvals/{id}/approve',
  reject: 'POST approvals/{id}/reject',
  downloadFile: 'GET files/{token}',
  uploadFile: 'PUT files/{token}',
  executeAgent: 'POST agents/{id}/execute',
  playAgent: 'POST agents/{id}/playground',
  listExecutions: 'GET executions',
  getExecution: 'GET executions/{id}',
  actOnExecution: 'POST executions/{id}',
  cancelExecution: 'POST executions/{id}/cancel',
  listExecutionLogs: 'GET executions/{id}/logs',
  listExecutionSteps: 'GET executions/{id}/steps',
  streamExecution: 'GET executions/{id}/stream',
  listWorkflows: 'GET workflows',
  createWorkflow: 'POST workflows',
  validateWorkflow: 'POST workflows/validate',
  getWorkflow: 'GET workflows/{id}',
  putWorkflow: 'PUT workflows/{id}',
  updateWorkflow: 'PATCH workflows/{id}',
  deleteWorkflow: 'DELETE workflows/{id}',
  publishWorkflow: 'POST workflows/{id}/publish',
  duplicateWorkflow: 'POST workflows/{id}/duplicate',
  pauseWorkflow: 'POST workflows/{id}/pause',
  resumeWorkflow: 'POST workflows/{id}/resume',
  listWorkflowVersions: 'GET workflows/{id}/versions',
  getWorkflowVersion: 'GET workflows/{id}/versions/{version}',
  compareWorkflowVersions: 'GET workflows/{id}/compare',
  listWorkflowTriggers: 'GET workflows/{id}/triggers',
  makeWorkflowHook: 'POST workflows/{id}/hook',
  removeWorkflowHook: 'DELETE workflows/{id}/hook',
  executeWorkflow: 'POST workflows/{id}/execute',
  callWorkflowHook: 'POST hooks/{token}',
  cancelWorkflowExecution: 'POST workflows/{workflowId}/cancel',
  getWorkflowExecutionHistory: 'GET workflows/{workflowId}/history',
  listWorkflowRuns: 'GET workflow-runs',
  createWorkflowRun: 'POST workflow-runs',
  getWorkflowRun: 'GET workflow-runs/{id}',
  cancelWorkflowRun: 'POST workflow-runs/{id}/cancel',
  pauseWorkflowRun: 'POST workflow-runs/{id}/pause',
  resumeWorkflowRun: 'POST workflow-runs/{id}/resume',
  signalWorkflowRun: 'POST workflow-runs/{id}/signal',
  retryWorkflowRun: 'POST workflow-runs/{id}/retry',
  forkWorkflowRun: 'POST workflow-runs/{id}/fork',
  listWorkflowRunSteps: 'GET workflow-runs/{id}/steps',
  getWorkflowRunHistory: 'GET workflow-runs/{id}/history',
  streamWorkflowRun: 'GET workflow-runs/{id}/stream',
  bulkWorkflowRuns: 'POST workflow-runs/bulk',
  listTestSuites: 'GET test-suites',
  createTestSuite: 'POST test-suites',
  getTestSuite: 'GET test-suites/{id}',
  updateTestSuite: 'PATCH test-suites/{id}',
  deleteTestSuite: 'DELETE test-suites/{id}',
  listTestCases: 'GET test-suites/{id}/cases',
  createTestCase: 'POST test-suites/{id}/cases',
  updateTestCase: 'PATCH test-suites/{id}/cases/{caseId}',
  deleteTestCase: 'DELETE test-suites/{id}/cases/{caseId}',
  saveExecutionAsTest: 'POST executions/{id}/save-as-test',
  runTestSuite: 'POST test-suites/{id}/run',
  listTestRuns: 'GET test-suites/{id}/runs',
  getTestRun: 'GET test-runs/{id}',
  cancelTestRun: 'POST test-runs/{id}/cancel',
  listConfigs: 'GET configs',
  createConfig: 'POST configs',
  validateConfigContent: 'POST configs/validate',
  formatConfigContent: 'POST configs/format',
  printWorkflow: 'POST configs/print',
  writeOpenApi: 'POST configs/openapi',
  getConfig: 'GET configs/{id}',
  updateConfig: 'PUT configs/{id}',
  deleteConfig: 'DELETE configs/{id}',
  listConfigVersions: 'GET configs/{id}/versions',
  getConfigVersion: 'GET configs/{id}/versions/{version}',
  validateConfig: 'POST configs/{id}/validate',
  formatConfig: 'POST configs/{id}/format',
  getConfigOpenApi: 'GET configs/{id}/openapi',
  getConfigOpenApiJson: 'GET configs/{id}/openapi.json',
  getConfigOpenApiYaml: 'GET configs/{id}/openapi.yaml',
  executeDeployment: 'POST deployments/{id}/execute',
  listDeploymentExecutions: 'GET deployments/{id}/executions',
  listDeploymentTriggers: 'GET deployments/{id}/triggers',
  listJobs: 'GET jobs',
  submitJob: 'POST jobs',
  scheduleJob: 'POST jobs/schedule',
  createRecurringJob: 'POST jobs/recurring',
  jobStats: 'GET jobs/stats',
  listJobQueues: 'GET jobs/queues',
  putJobQueues: 'PUT jobs/queues',
  listJobTypes: 'GET jobs/types',
  uploadJobSource: 'POST jobs/uploads',
  getJob: 'GET jobs/{id}',
  cancelJob: 'DELETE jobs/{id}',
  retryJob: 'POST jobs/{id}/retry',
  pauseJob: 'POST jobs/{id}/pause',
  resumeJob: 'POST jobs/{id}/resume',
  runJobNow: 'POST jobs/{id}/run',
  listJobRuns: 'GET jobs/{id}/runs',
  listJobLogs: 'GET jobs/{id}/logs',
  streamJob: 'GET jobs/{id}/stream',
  listInstallations: 'GET installations',
  installPackage: 'POST installations',
  getInstallation: 'GET installations/{id}',
  updateInstallation: 'PATCH installations/{id}',
  uninstallPackage: 'DELETE installations/{id}',
  pauseInstallation: 'POST installations/{id}/pause',
  resumeInstallation: 'POST installations/{id}/resume',
  getUpgradePlan: 'GET installations/{id}/upgrade-plan',
  upgradeInstallation: 'POST installations/{id}/upgrade',
  sendChatMessage: 'POST /chat/send',
  listConversations: 'GET conversations',
  createConversation: 'POST conversations',
  getConversation: 'GET conversations/{id}',
  updateConversation: 'PATCH conversations/{id}',
  deleteConversation: 'DELETE conversations/{id}',
  restoreConversation: 'POST conversations/{id}/restore',
  listMessages: 'GET conversations/{id}/messages',
  openGraphQLPlayground: 'GET graphql',
  executeGraphQL: 'POST graphql',
  readGraphQLSchema: 'GET graphql/schema',
  callMcp: 'POST mcp',
  getServerCard: 'GET /.well-known/agent-card.json',
  getAgentCard: 'GET /.well-known/agents/{organization}/{agent}/agent-card.json',
  listAgentCards: 'GET /.well-known/agents/{organization}',
  callAgentOverA2a: 'POST a2a/{agentId}',
} as const satisfies Record<keyof Operations, string>;
