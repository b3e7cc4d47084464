import { docPages } from '@/lib/docs/pages';
import { rawPage } from '@/lib/docs/raw';
import type { Tag } from '@/lib/docs/reference/operations';
import { SECTIONS } from '@/lib/docs/sections';

const HEAD = `# FleetPrompt

> FleetPrompt lets a team build, deploy, run and pay for fleets of AI agents: by chat, on a dashboard, in durable workflows, over a REST API, from a TypeScript SDK and from a terminal.
`;

/** `/llms.txt`: every page with its sentence, for programs that read the docs. */
export function llmsText(tags: readonly Tag[], origin: string): string {
  const pages = docPages();
  const parts = SECTIONS.map(({ slug, title }) => {
    const lines = pages
      .filter(({ section }) => section === slug)
      .map((page) => `- [${page.title}](${origin}${page.href}.md): ${page.description}`);
    return lines.length > 0 ? `## ${title}\n\n${lines.join('\n')}\n` : '';
  }).filter(Boolean);
  const api = tags.map(
    ({ name, slug, description }) => `- [${name}](${origin}/docs/api/${slug}.md): ${description}`,
  );
  const document = `- [OpenAPI 3.1](${origin}/api/v1/openapi): every operation, with its schemas`;
  return [
    HEAD,
    `All pages in one file: ${origin}/llms-full.txt\n`,
    ...parts,
    `## API reference\n\n${[document, ...api].join('\n')}\n`,
  ].join('\n');
}

/** `/llms-full.txt`: every page whole, and every operation in a line. */
export function llmsFullText(tags: readonly Tag[], origin: string): string {
  const operations = tags.map(({ name, slug, operations }) => {
    const lines = operations.map(
      ({ method, path, summary }) => `- \`${method} ${path}\`: ${summary}`,
    );
    return `## ${name}\n\n${origin}/docs/api/${slug}.md\n\n${lines.join('\n')}\n`;
  });
  return [
    HEAD,
    ...docPages().map((page) => rawPage(page, origin)),
    `# API reference\n\n${operations.join('\n')}`,
  ].join('\n\n---\n\n');
}
