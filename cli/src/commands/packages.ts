import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Command, type Context, EXIT, UsageError } from '../command';
import { type Project, readProject } from '../project';
import { zip } from '../zip';
import { deployPackage } from './deploy-package';

const FOLDER = '[folder]';
const folderOf = ({ given }: Context) => given.args[0] ?? '.';

export const packages: Command[] = [
  {
    name: 'packages:init',
    args: ['[folder]'],
    options: { name: { value: 'name', says: "Instead of the folder's" } },
    says: 'Begin a package: a manifest with one agent',
    run: init,
  },
  {
    name: 'packages:validate',
    args: [FOLDER],
    says: 'Tell what is plainly wrong with a package before it is sent',
    async run(context) {
      const { terminal, json } = context;
      const { files, name, version, problems } = readProject(folderOf(context));
      const valid = problems.length === 0;
      if (json)
        terminal.json({ valid, problems, name, version, files: files.map(({ path }) => path) });
      else if (valid)
        terminal.out(terminal.color('green', `✓ ${titled({ name, version })} is good.`));
      else for (const problem of problems) terminal.out(`✗ ${problem}`);
      return valid ? 0 : EXIT.failed;
    },
  },
  {
    name: 'packages:pack',
    args: [FOLDER],
    options: { output: { value: 'file', short: 'o', says: 'Write it to this file' } },
    says: 'Pack a folder into an .apkg',
    async run(context) {
      const { terminal, given, json } = context;
      const project = good(folderOf(context));
      const file = given.text('output') ?? nameOf(project);
      const bytes = zip(project.files);
      writeFileSync(file, bytes);
      if (json) terminal.json({ file, bytes: bytes.length, files: project.files.length });
      else terminal.out(`${terminal.color('green', `✓ Packed ${file}`)} (${bytes.length} bytes)`);
      return 0;
    },
  },
  {
    name: 'packages:deploy',
    args: ['[folder|file.apkg]'],
    options: {
      app: { value: 'id or name', says: "The agent app; else the one with the manifest's name" },
      version: {
        value: 'version',
        says: "In place of a missing one; else it must be the manifest's",
      },
      notes: { value: 'text', says: 'What is new' },
      signature: { value: 'file', says: 'A detached Ed25519 signature of the .apkg' },
      overwrite: { says: 'Replace a version that nobody has installed' },
      'no-wait': { says: 'Return once it is queued' },
    },
    says: 'Deploy a package and watch its steps',
    async run(context) {
      const path = folderOf(context);
      if (!existsSync(path)) throw new UsageError(`${path} does not exist.`);
      if (statSync(path).isFile()) return deployPackage(context, path);
      const project = good(path);
      return deployPackage(context, {
        ...project,
        file: nameOf(project),
        bytes: zip(project.files),
      });
    },
  },
];

const titled = ({ name, version }: Pick<Project, 'name' | 'version'>) =>
  [name || 'The package', version].filter(Boolean).join(' ');

const nameOf = ({ name, version = '0.0.0' }: Project): string =>
  `${(name || 'package').toLowerCase().replace(/[^a-z\d]+/g, '-')}-${version}.apkg`;

function good(folder: string): Project {
  const project = readProject(folder);
  if (project.problems.length > 0) throw new Error(project.problems.join('\n  '));
  return project;
}

async function init(context: Context): Promise<number> {
  const { terminal, given, json } = context;
  const folder = folderOf(context);
  const file = join(folder, 'manifest.json');
  if (existsSync(file)) throw new Error(`${file} is there already.`);
  const name = given.text('name') ?? basename(resolve(folder));
  const manifest = {
    name,
    version: '0.1.0',
    display_name: name,
    description: 'What it does, in a sentence.',
    category: 'other',
    tags: [],
    pricing_model: 'free',
    agents: [
      {
        name,
        description: 'What this agent is for.',
        system_prompt: 'You are a helpful assistant.',
        config: { model: 'claude-sonnet-4', max_tokens: 4096, temperature: 0.7 },
        tools: [],
      },
    ],
    skills: [],
    workflows: [],
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), `# ${name}\n`, { flag: 'a' });
  if (json) terminal.json({ file });
  else terminal.out(`✓ Wrote ${file}. Next: fleet packages:deploy ${folder}`);
  return 0;
}
