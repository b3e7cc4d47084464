import { chatEvents, chatWhole } from './openai-chat';
import { responsesEvents, responsesWhole } from './openai-responses';
import { type Dialect, startVendor, type Vendor } from './server';

export interface OpenAIVendorOptions {
  /** Without the Responses API, like most compatible servers. */
  chatOnly?: boolean;
  /** What `GET /models` lists. */
  models?: string[];
}

const dialect = ({ chatOnly, models = [] }: OpenAIVendorOptions): Dialect => ({
  stream(path, body, reply) {
    if (path === '/chat/completions') return chatEvents(body, reply);
    if (path === '/responses' && !chatOnly) return responsesEvents(body, reply);
    return undefined;
  },
  whole: (path, body, reply) =>
    path === '/responses' ? responsesWhole(body, reply) : chatWhole(body, reply),
  errorEvent: (path, type, message) =>
    path === '/responses'
      ? {
          event: 'error',
          data: { type: 'error', sequence_number: 2, error: { type, code: type, message } },
        }
      : { data: { error: { message, type, code: type, param: null } } },
  errorBody: (status, type, message) => ({
    error: {
      message,
      type: type ?? (status === 401 ? 'invalid_request_error' : 'error'),
      param: null,
      code: type ?? null,
    },
  }),
  get: (path) =>
    path === '/models'
      ? { object: 'list', data: models.map((id) => ({ id, object: 'model', owned_by: 'library' })) }
      : undefined,
});

/** OpenAI's Responses and Chat Completions APIs, streamed and whole. */
export const startOpenAI = (options: OpenAIVendorOptions = {}): Promise<Vendor> =>
  startVendor(dialect(options));
