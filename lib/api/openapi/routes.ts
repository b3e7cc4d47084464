import { stringify } from 'yaml';
import { variants } from '@/lib/api/openapi/contract';
import { openApiDocument, type Version } from '@/lib/api/openapi/document';
import { bindPublic, type Route } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { env } from '@/lib/core/env';

const made = new Map<string, string>();

/** The document as text, made once per version and format. */
function text(routes: readonly Route[], version: Version, format: 'json' | 'yaml'): string {
  const name = `${version} ${format} ${env().baseUrl}`;
  let out = made.get(name);
  if (out === undefined) {
    const document = openApiDocument(routes, version, env().baseUrl);
    out =
      format === 'yaml'
        ? stringify(document, { aliasDuplicateObjects: false })
        : JSON.stringify(document, null, 2);
    made.set(name, out);
  }
  return out;
}

/** The documents of what `routes()` lists, themselves among it. */
export const openApiRoutes = (routes: () => readonly Route[]): Route[] =>
  variants.map((endpoint) =>
    bindPublic(endpoint, async ({ query, request }) => {
      const yaml =
        endpoint.path.endsWith('.yaml') ||
        (!endpoint.path.endsWith('.json') &&
          /application\/(x-|vnd\.oai\.openapi\+)?yaml/.test(
            request.raw.headers.get('accept') ?? '',
          ));
      return reply(200, undefined, {
        raw: new Response(text(routes(), query.version, yaml ? 'yaml' : 'json'), {
          headers: {
            'Content-Type': yaml ? 'application/yaml; charset=utf-8' : 'application/json',
            'Cache-Control': 'public, max-age=60',
          },
        }),
      });
    }),
  );
