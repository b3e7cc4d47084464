import type { Socket } from 'node:net';
import { Agent } from 'undici';
import { type AllowList, allowFromEnvironment, parseAllow } from './allow';
import { CONNECT_TIMEOUT_MS, guardedConnector, openChecked } from './connector';
import { type EgressInit, type EgressResponse, fetchThrough } from './fetch';
import { type CheckedAddress, checkUrlAgainst, permittedAddresses } from './guard';
import { parseHost } from './place';
import { type Resolve, systemResolve } from './resolve';
import { type EgressFetchOptions, streamingFetch } from './stream';

export interface EgressSettings {
  /** What `EGRESS_ALLOW` holds; read again at every call. */
  allow?: () => string;
  resolve?: Resolve;
}

export interface ConnectTarget {
  /** The address to connect to, already checked. */
  address: string;
  family: 4 | 6;
  /** All checked addresses, the one above first. */
  addresses: CheckedAddress[];
  /** The name for TLS; undefined when the host is an address. */
  servername: string | undefined;
}

const MAX_HEADER_BYTES = 32 * 1024;

/** One way out with its own allow list, resolver and connections. The app uses the one below. */
export function createEgress(settings: EgressSettings = {}) {
  const allowText = settings.allow ?? allowFromEnvironment;
  const resolve = settings.resolve ?? systemResolve;
  let current: { text: string; agent: Agent; allow: AllowList } | undefined;

  function route() {
    const text = allowText();
    if (current?.text === text) return current;
    const allow = parseAllow(text);
    // Open connections were checked against the former list: they finish, and are not used again.
    void current?.agent.close();
    const agent = new Agent({
      connect: guardedConnector(allow, resolve),
      allowH2: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      // Deadlines are kept by `deadline.ts`; undici's own are coarse and know no total.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    current = { text, agent, allow };
    return current;
  }

  return {
    /**
     * Checks a URL that is about to be saved: http or https, no user name or password, and no
     * address that is not public, in any spelling. Names are resolved when a request is made.
     * Throws `EgressError` with `EGRESS_BLOCKED`.
     */
    checkUrl: (url: string | URL): URL => checkUrlAgainst(url, parseAllow(allowText())),

    /**
     * One request to an address that a user chose. Resolves, checks every address and connects to
     * what it checked; redirects likewise. Any status is an answer. Throws only `EgressError`.
     */
    egressFetch: async (url: string | URL, init: EgressInit = {}): Promise<EgressResponse> => {
      const { agent, allow } = route();
      return fetchThrough(agent, allow, url, init);
    },

    /**
     * A `fetch` that streams, for libraries that take one (AI SDK, MCP). Failures that may pass
     * reject as `TypeError: fetch failed` with the `EgressError` as cause, a caller's abort with
     * the reason of its signal, everything else with the `EgressError` itself.
     */
    createEgressFetch: (options: EgressFetchOptions = {}) => streamingFetch(route, options),

    /**
     * Resolves and checks a host for a protocol that is not HTTP (SMTP). `allow` opens further
     * places in the syntax of `EGRESS_ALLOW`, for hosts that the operator configured. Throws
     * `EgressError`.
     */
    egressConnect: async (
      host: string,
      port: number,
      { allow = '' }: { allow?: string } = {},
    ): Promise<ConnectTarget> => {
      const place = parseHost(host, port);
      const list = parseAllow(`${allowText()},${allow}`);
      const addresses = await permittedAddresses(place, list, resolve);
      const [first] = addresses as [CheckedAddress, ...CheckedAddress[]];
      return { ...first, addresses, servername: place.literal ? undefined : place.host };
    },

    /**
     * The same as a connected socket (TCP, not yet TLS); the caller ends it and listens to its
     * errors. Throws `EgressError`.
     */
    egressSocket: async (
      host: string,
      port: number,
      { allow = '', timeoutMs = CONNECT_TIMEOUT_MS }: { allow?: string; timeoutMs?: number } = {},
    ): Promise<Socket> => {
      const list = parseAllow(`${allowText()},${allow}`);
      return openChecked(parseHost(host, port), list, resolve, timeoutMs);
    },

    /** Ends idle connections and waits for running requests. */
    close: async (): Promise<void> => {
      const { agent } = current ?? {};
      current = undefined;
      await agent?.close();
    },
  };
}

export const {
  checkUrl,
  egressFetch,
  createEgressFetch,
  egressConnect,
  egressSocket,
  close: closeEgress,
} = createEgress();
