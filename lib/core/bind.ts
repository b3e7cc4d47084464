import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import type { Endpoint, Input, Reply } from '@/lib/core/endpoint';

type Shape = z.ZodType | undefined;

/** An endpoint and what answers it. The context is null only where `auth` is `public`. */
export interface Route {
  endpoint: Endpoint;
  handle(ctx: Ctx | null, input: Input<Shape, Shape, Shape>): Promise<Reply>;
}

/** Binds an endpoint that needs a caller to its verb. */
export function bind<P extends Shape, Q extends Shape, B extends Shape>(
  endpoint: Endpoint<P, Q, B>,
  handle: (ctx: Ctx, input: Input<P, Q, B>) => Promise<Reply>,
): Route {
  if (endpoint.auth === 'public') throw new Error(`${endpoint.id} is public: use bindPublic.`);
  return { endpoint, handle: handle as unknown as Route['handle'] };
}

/** Binds a public endpoint: its handler gets no organization. */
export function bindPublic<P extends Shape, Q extends Shape, B extends Shape>(
  endpoint: Endpoint<P, Q, B>,
  handle: (input: Input<P, Q, B>) => Promise<Reply>,
): Route {
  if (endpoint.auth !== 'public') throw new Error(`${endpoint.id} is not public: use bind.`);
  return {
    endpoint,
    handle: (_ctx, input) => handle(input as unknown as Input<P, Q, B>),
  };
}
