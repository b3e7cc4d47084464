import { FleetPromptClient } from './client';

export default FleetPromptClient;
export { DEFAULT_BASE_URL, type FleetPromptConfig } from './config';
export {
  type ApiErrorCode,
  type ClientErrorCode,
  type ErrorCode,
  FleetPromptError,
  isFleetPromptError,
} from './errors';
export type * from './generated/api';
export type { Listing as Package } from './generated/api';
export type { RequestOptions } from './http';
export type { List, Page } from './list';
export type { Body, Given, Item, Operation, Query, Result } from './operation';
export type { ExecutionEvent, ExecutionInput } from './resources/executions';
export type { JobEvent } from './resources/jobs';
export type { DeploymentEvent, PackageUpload } from './resources/packages';
export type { RunEvent, WorkflowDraft } from './resources/workflows';
export type { StreamEvent, StreamOptions } from './stream';
export {
  type SignOptions,
  signWebhook,
  type VerifyOptions,
  verifyWebhook,
  type WebhookBody,
  type WebhookEvent,
  type WebhookHeaders,
} from './verify-webhook';
export { VERSION } from './version';
export type { ExecuteOptions, WaitOptions } from './wait';
export { FleetPromptClient };
