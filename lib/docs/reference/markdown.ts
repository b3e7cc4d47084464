import { SHOWN_ORIGIN } from '@/lib/docs/highlight';
import { curlExample } from '@/lib/docs/reference/curl';
import type { Field } from '@/lib/docs/reference/fields';
import type { Operation, Tag } from '@/lib/docs/reference/operations';
import { shownValues } from '@/lib/docs/reference/values';

/** Who may call an operation, in words. */
export function callerOf({ auth, scope }: Operation): string {
  if (auth === 'public') return 'Anyone may call it.';
  if (auth === 'session') return 'Needs a signed-in person; an API key cannot do it.';
  return scope ? `Needs the scope \`${scope}\`.` : 'Needs a key or a session.';
}

function rows(fields: readonly Field[], depth = 0): string {
  return fields
    .map(({ name, type, required, description, bounds, values, fields: inner }) => {
      const says = [type, required ? 'required' : '', ...bounds].filter(Boolean).join(', ');
      const one = values ? ` One of ${values.map((value) => `\`${value}\``).join(', ')}.` : '';
      const line = `${'  '.repeat(depth)}- \`${name}\` (${says})${description ? `: ${description}` : ''}${one}`;
      return inner ? `${line}\n${rows(inner, depth + 1)}` : line;
    })
    .join('\n');
}

const part = (title: string, fields: readonly Field[] = []) =>
  fields.length > 0 ? `**${title}**\n\n${rows(fields)}` : '';

function operationText(operation: Operation, origin: string): string {
  const { id, method, path, summary, description, params, query, body, answers, errors } =
    operation;
  return [
    `## ${summary}`,
    `\`${method} ${path}\` (\`${id}\`). ${callerOf(operation)}`,
    description,
    part('Path', params),
    part('Query', query),
    part('Body', body?.fields),
    ...answers.map(({ status, description, type, fields }) =>
      [`**${status}** ${description}${type ? `: ${type}` : ''}`, rows(fields)].join('\n\n').trim(),
    ),
    errors.map(({ status, code, message }) => `- ${status} \`${code}\`: ${message}`).join('\n'),
    `\`\`\`bash\n${curlExample(operation, shownValues(operation), SHOWN_ORIGIN)}\n\`\`\``,
  ]
    .filter(Boolean)
    .join('\n\n')
    .replaceAll(SHOWN_ORIGIN, origin);
}

/** The operations of a tag as Markdown for programs. */
export const rawTag = ({ name, description, operations }: Tag, origin: string): string =>
  `# ${name}\n\n${description}\n\n${operations.map((one) => operationText(one, origin)).join('\n\n')}\n`;
