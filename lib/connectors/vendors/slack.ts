import {
  type FetchFunction,
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebClient,
} from '@slack/web-api';
import {
  type Call,
  commonFailure,
  guardedFetch,
  keyAsUuid,
  needed,
  type Vendor,
} from '@/lib/connectors/call';
import { type ConnectorError, failure, oneLine } from '@/lib/connectors/error';
import type { Json } from '@/lib/engine/json';

const ignore = () => {};
const SILENT = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  getLevel: () => LogLevel.ERROR,
  setName: ignore,
};

/** Codes of `ok: false`, from https://docs.slack.dev/reference/methods/chat.postMessage and its siblings. */
const AUTH =
  /^(invalid_auth|not_authed|account_inactive|token_revoked|token_expired|org_login_required|two_factor_setup_required)$/;
const PERMISSION =
  /^(missing_scope|no_permission|access_denied|not_allowed_token_type|restricted_action.*|not_in_channel|ekm_access_denied|team_access_not_granted|cant_update_message|edit_window_closed)$/;
const MISSING = /^(channel_not_found|message_not_found|user_not_found|team_not_found|is_archived)$/;
const PASSING =
  /^(ratelimited|rate_limited|internal_error|fatal_error|service_unavailable|request_timeout|team_added_to_org|accesslimited)$/;

function kindOf(code: string): string {
  if (AUTH.test(code)) return 'AUTHENTICATION_FAILED';
  if (PERMISSION.test(code)) return 'PERMISSION_DENIED';
  if (MISSING.test(code)) return 'NOT_FOUND';
  if (/^rate_?limited$/.test(code)) return 'RATE_LIMITED';
  return PASSING.test(code) ? 'UNAVAILABLE' : 'VENDOR_REFUSED';
}

function refused(error: WebAPIPlatformError, retryAfterMs: number | null): ConnectorError {
  const code = /^[\w-]{1,80}$/.test(error.data.error) ? error.data.error : 'unknown_error';
  const { needed: scope, response_metadata: more } = error.data as {
    needed?: unknown;
  } & typeof error.data;
  const said = (more?.messages ?? []).map((it) => oneLine(it, 200)).slice(0, 5);
  const hint = typeof scope === 'string' ? ` It needs the scope ${oneLine(scope, 100)}.` : '';
  return failure(
    kindOf(code),
    `Slack refused: ${code}.${hint}${said.length ? ` ${said.join(' ')}` : ''}`,
    {
      retryable: PASSING.test(code),
      details: { vendor: 'slack', error: code },
      ...(retryAfterMs !== null && { retryAfterMs }),
    },
  );
}

async function ask(
  call: Call,
  method: string,
  args: Record<string, unknown>,
): Promise<Record<string, Json>> {
  const { send, last } = guardedFetch(call);
  const client = new WebClient(String(call.fields.bot_token), {
    slackApiUrl: typeof call.config.baseUrl === 'string' ? call.config.baseUrl : undefined,
    allowAbsoluteUrls: false,
    // A run retries by itself, durably; a wait in here would hold a worker.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
    fetch: send as unknown as FetchFunction,
  });
  try {
    return (await client.apiCall(method, args)) as unknown as Record<string, Json>;
  } catch (error) {
    const known = commonFailure(error, last, 'Slack');
    if (known) throw known;
    if (error instanceof WebAPIPlatformError) throw refused(error, last.retryAfterMs);
    const status = error instanceof WebAPIHTTPError ? error.statusCode : (last.status ?? undefined);
    throw failure('VENDOR_REFUSED', `Slack answered ${status ?? 'in no way that is known'}.`, {
      status,
    });
  }
}

const channelOf = (call: Call) => needed(call, 'channel', 'defaultChannel');

export const slack: Vendor = {
  actions: {
    send_message: (call) =>
      ask(call, 'chat.postMessage', {
        ...call.input,
        channel: channelOf(call),
        client_msg_id: keyAsUuid(call.idempotencyKey),
      }),
    update_message: (call) => ask(call, 'chat.update', { ...call.input, channel: channelOf(call) }),
    add_reaction: async (call) => {
      const name = String(call.input.name).replace(/^:|:$/g, '');
      try {
        await ask(call, 'reactions.add', { ...call.input, name, channel: channelOf(call) });
        return { ok: true, already_reacted: false };
      } catch (error) {
        const details = (error as ConnectorError).error?.details as { error?: string } | undefined;
        if (details?.error === 'already_reacted') return { ok: true, already_reacted: true };
        throw error;
      }
    },
  },
  test: async (call) => {
    const { team, user, url } = await ask(call, 'auth.test', {});
    return { message: `Signed in to ${team} as ${user}.`, details: { team, user, url } };
  },
};
