import { writeFileSync } from 'node:fs';
import { type Command, EXIT, UsageError } from '../command';
import { readText } from '../given-json';

/** `-` is what is piped in. */
const FILE = '<file>';

export const dsl: Command[] = [
  {
    name: 'dsl:check',
    args: [FILE],
    says: 'Tell what is wrong with a document in the config language',
    async run({ terminal, given, client, json }) {
      const [file = ''] = given.args;
      const { valid, errors, diagnostics } = await client().configs.validate(readText(file));
      if (json) terminal.json({ valid, errors, diagnostics });
      else {
        for (const { severity, message, span } of diagnostics) {
          const color = severity === 'error' ? 'red' : 'yellow';
          terminal.out(
            `${file}:${span.line}:${span.column} ${terminal.color(color, severity)} ${message}`,
          );
        }
        if (valid) terminal.out(terminal.color('green', `✓ ${file} is good.`));
      }
      return valid ? 0 : EXIT.failed;
    },
  },
  {
    name: 'dsl:format',
    args: [FILE],
    options: {
      write: { short: 'w', says: 'Write it back to the file' },
      check: { says: 'Only tell whether it is laid out well' },
    },
    says: 'Lay out a document in the config language',
    async run({ terminal, given, client, json }) {
      const [file = ''] = given.args;
      const { content, changed } = await client().configs.format(readText(file));
      if (given.on('check')) {
        if (json) terminal.json({ changed });
        else terminal.out(changed ? `✗ ${file} is not laid out well.` : `✓ ${file} is.`);
        return changed ? EXIT.failed : 0;
      }
      if (given.on('write')) {
        if (file === '-') throw new UsageError('--write needs a file.');
        if (changed) writeFileSync(file, content);
        if (json) terminal.json({ changed });
        else terminal.out(changed ? `✓ Wrote ${file}` : `✓ ${file} was laid out well already.`);
      } else if (json) terminal.json({ content, changed });
      else terminal.piece(content);
      return 0;
    },
  },
  {
    name: 'dsl:openapi',
    args: [FILE],
    options: {
      title: { value: 'title', says: 'Of the API' },
      yaml: { says: 'As YAML' },
      output: { value: 'file', short: 'o', says: 'Write it to this file' },
    },
    says: 'Write the OpenAPI document of a document in the config language',
    async run({ terminal, given, client }) {
      const title = given.text('title');
      const document = await client().configs.openApi({
        content: readText(given.args[0] as string),
        format: given.on('yaml') ? 'yaml' : 'json',
        ...(title && { title }),
      });
      const text =
        typeof document === 'string' ? document : `${JSON.stringify(document, null, 2)}\n`;
      const output = given.text('output');
      if (output) writeFileSync(output, text);
      else terminal.piece(text);
      return 0;
    },
  },
];
