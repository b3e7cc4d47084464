import type { Call, Vendor } from '@/lib/connectors/call';
import { failure } from '@/lib/connectors/error';
import { authHeader } from '@/lib/connectors/http-auth';
import { type HttpRequest, sendHttp, timeoutOf } from '@/lib/connectors/send-http';

const baseOf = ({ config }: Call) =>
  typeof config.baseUrl === 'string' ? config.baseUrl : undefined;

const send = (call: Call, request: HttpRequest) =>
  sendHttp(request, {
    auth:
      Object.keys(call.fields).length > 0
        ? authHeader(String(call.provider ?? 'http'), call.fields)
        : null,
    allowedHosts: call.allowedHosts,
    idempotencyKey: call.idempotencyKey,
    signal: call.signal,
    timeoutMs: Math.min(call.timeoutMs, timeoutOf(request.timeout)),
    baseUrl: baseOf(call),
  });

export const http: Vendor = {
  actions: { request: (call) => send(call, call.input as unknown as HttpRequest) },
  test: async (call) => {
    const url = typeof call.input.url === 'string' ? call.input.url : baseOf(call);
    if (!url)
      throw failure('NOTHING_TO_TEST', 'There is nothing to read: set a baseUrl, or give a url.');
    const { status } = await send(call, { url, method: 'GET' });
    return { message: `${new URL(url).host} answered ${status}.`, details: { status } };
  },
};
