import { openApiDocument } from '@/lib/api/openapi/document';
import { routes } from '@/lib/api/registry';
import { SHOWN_ORIGIN } from '@/lib/docs/highlight';
import type { Document } from '@/lib/docs/reference/openapi';
import { type ApiError, commonErrors, type Tag, tagsOf } from '@/lib/docs/reference/operations';

export interface Reference {
  /** Markdown */
  introduction: string;
  tags: Tag[];
  errors: ApiError[];
}

let made: Reference | undefined;

/** The API as its reference shows it; made once, from what the handlers enforce. */
export function apiReference(): Reference {
  if (!made) {
    const document = openApiDocument(routes, '3.1', SHOWN_ORIGIN) as unknown as Document;
    made = {
      introduction: document.info.description ?? '',
      tags: tagsOf(document),
      errors: commonErrors(document),
    };
  }
  return made;
}
