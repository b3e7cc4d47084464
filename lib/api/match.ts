import type { Route } from '@/lib/core/bind';

interface Node {
  fixed: Map<string, Node>;
  named?: { name: string; node: Node };
  methods: Map<string, Route>;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
  mount: 'api' | 'v1';
}

const node = (): Node => ({ fixed: new Map(), methods: new Map() });

/** Looks paths up among the declared endpoints. Static segments win over named ones. */
export class Router {
  readonly #root = node();

  constructor(readonly routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  #add(route: Route): void {
    let at = this.#root;
    for (const segment of split(route.endpoint.path)) {
      const named = /^\{(\w+)\}$/.exec(segment);
      if (named) {
        at.named ??= { name: named[1] as string, node: node() };
        if (at.named.name !== named[1])
          throw new Error(`${route.endpoint.path}: two names for one segment.`);
        at = at.named.node;
      } else {
        const next = at.fixed.get(segment) ?? node();
        at.fixed.set(segment, next);
        at = next;
      }
    }
    const { method, id, path } = route.endpoint;
    if (at.methods.has(method)) throw new Error(`${id}: ${method} ${path} is declared twice.`);
    at.methods.set(method, route);
  }

  #find(
    at: Node,
    segments: string[],
    params: Record<string, string>,
    out: [Node, typeof params][],
  ) {
    const [first, ...rest] = segments;
    if (first === undefined) {
      if (at.methods.size > 0) out.push([at, params]);
      return;
    }
    const fixed = at.fixed.get(first);
    if (fixed) this.#find(fixed, rest, params, out);
    if (at.named) this.#find(at.named.node, rest, { ...params, [at.named.name]: first }, out);
  }

  /**
   * The endpoint for a method and path. A path under /api/v1 that v1 does not define falls back to /api.
   * Otherwise the methods that the path has (for `Allow`), or null when it is unknown.
   */
  match(method: string, path: string): Match | { allow: string[] } | null {
    const segments = split(path);
    const v1 = segments[0] === 'api' && segments[1] === 'v1';
    const found: [Node, Record<string, string>, Match['mount']][] = [];
    const look = (parts: string[], mount: Match['mount']) => {
      const out: [Node, Record<string, string>][] = [];
      this.#find(this.#root, parts, {}, out);
      for (const [n, p] of out) found.push([n, p, mount]);
    };
    look(segments, v1 ? 'v1' : 'api');
    if (v1) look(['api', ...segments.slice(2)], 'v1');
    const wanted = method === 'HEAD' ? 'GET' : method;
    for (const [n, params, mount] of found) {
      const route = n.methods.get(wanted);
      if (route) return { route, params, mount };
    }
    if (found.length === 0) return null;
    const allow = new Set(found.flatMap(([n]) => [...n.methods.keys()]));
    if (allow.has('GET')) allow.add('HEAD');
    return { allow: [...allow, 'OPTIONS'].sort() };
  }
}

function split(path: string): string[] {
  return path
    .split('/')
    .filter(Boolean)
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}
