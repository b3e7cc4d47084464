'use client';

import type { GraphQLSchema } from 'graphql';
import { useEffect, useState } from 'react';

/** The server's schema, null until it is there; without it the editor only colours. */
export function useSchema(): GraphQLSchema | null {
  const [schema, setSchema] = useState<GraphQLSchema | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const load = async () => {
      const [response, { buildSchema }] = await Promise.all([
        fetch('/api/v1/graphql/schema', { signal: leaving.signal }),
        import('graphql'),
      ]);
      if (response.ok) setSchema(buildSchema(await response.text(), { assumeValid: true }));
    };
    load().catch(() => {});
    return () => leaving.abort();
  }, []);
  return schema;
}
