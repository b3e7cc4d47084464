import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadPackage, type RefusedPackage, readApkg } from '@/lib/packages/apkg/read';
import {
  AGENT_YAML,
  makeZip,
  nativeManifest,
  nativePackage,
  nativeParts,
  pixellPackage,
  pixellParts,
} from '@/lib/testing/apkg';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetprompt-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function judge(zip: Buffer, version?: string): Promise<ReadPackage | RefusedPackage> {
  const path = join(folder, 'package.apkg');
  await writeFile(path, zip);
  return readApkg(path, { version });
}
async function accepted(zip: Buffer, version?: string): Promise<ReadPackage> {
  const result = await judge(zip, version);
  if (!result.ok) throw new Error(result.problems.join(' '));
  return result;
}
const problems = async (zip: Buffer, version?: string) => {
  const result = await judge(zip, version);
  return result.ok ? [] : result.problems;
};

describe('a native package', () => {
  it('is read whole: agents, skills, workflows, permissions, schema, documents', async () => {
    const zip = nativePackage();
    const read = await accepted(zip);
    expect(read).toMatchObject({ layout: 'native', size: zip.length, warnings: [], hasEnv: false });
    expect(read.checksum).toBe(createHash('sha256').update(zip).digest('hex'));
    expect(read.manifest).toEqual(JSON.parse(JSON.stringify(nativeManifest())));
    expect(read.files.map((file) => file.path)).toEqual([
      'manifest.json',
      'README.md',
      'CHANGELOG.md',
    ]);
    expect(read.contents).toMatchObject({
      name: 'support-triage',
      version: '1.2.0',
      displayName: 'Support triage',
      category: 'support',
      pricingModel: 'free',
      runtime: 'declarative',
      code: null,
      readme: '# Support triage\n',
      changelog: '## 1.2.0\n',
      permissions: {
        hosts: ['api.example.com'],
        actions: ['slack.send_message'],
        credentials: [],
        maxCredits: null,
      },
      configSchema: { type: 'object' },
    });
    expect(read.contents.agents).toMatchObject([
      {
        name: 'Triage',
        kind: 'declarative',
        model: 'claude-sonnet-4',
        config: { max_tokens: 1024, temperature: 0.2 },
        tools: [{ name: 'current_time' }],
        skills: ['Plain language'],
      },
    ]);
    expect(read.contents.skills[0]).toMatchObject({ instructions: 'Write short sentences.' });
    expect(read.contents.workflows[0]?.definition).toMatchObject({ steps: [{ name: 'sort' }] });
  });

  it('may be bare, and says that it brings nothing', async () => {
    const read = await accepted(
      makeZip([{ name: 'manifest.json', data: '{"name":"x"}' }]),
      '0.1.0',
    );
    expect(read.contents).toMatchObject({
      name: 'x',
      displayName: 'x',
      version: '0.1.0',
      agents: [],
    });
    expect(read.warnings).toEqual(['The package brings no agents, skills or workflows.']);
  });

  it('warns of a skill that it lacks, and does not refuse', async () => {
    const read = await accepted(nativePackage({ skills: [] }));
    expect(read.warnings).toEqual([
      'Agent "Triage" uses the skill "Plain language", which the package lacks.',
    ]);
  });

  it('with an entrypoint is code', async () => {
    const { contents } = await accepted(nativePackage({ agents: [], entrypoint: 'main:run' }));
    expect(contents.runtime).toBe('code');
    expect(contents.agents).toMatchObject([{ name: 'Support triage', kind: 'code' }]);
  });

  it('wins over an agent.yaml beside it', async () => {
    const read = await accepted(nativePackage({}, pixellParts()));
    expect(read.layout).toBe('native');
  });
});

describe('the version', () => {
  it('sent must equal the manifest, or stand in for a missing one', async () => {
    expect((await accepted(nativePackage(), '1.2.0')).contents.version).toBe('1.2.0');
    expect(await problems(nativePackage(), '1.2.1')).toEqual([
      'The version sent is 1.2.1, but manifest.json says 1.2.0.',
    ]);
    const without = nativePackage({ version: undefined });
    expect((await accepted(without, '2.0.0-rc.1')).contents.version).toBe('2.0.0-rc.1');
    expect(await problems(without, 'latest')).toEqual(['The version "latest" is not like 1.2.3.']);
  });

  it('of a Pixell package may be short, and is compared by its meaning', async () => {
    const short = pixellPackage(AGENT_YAML.replace('version: 0.1.0', 'version: 1.10'));
    expect((await accepted(short, '1.10')).contents.version).toBe('1.10.0');
    const quotedKit = pixellPackage(AGENT_YAML.replace('version: 0.1.0', 'version: "1.0"'));
    expect((await accepted(quotedKit, '1.0')).contents.version).toBe('1.0.0');
  });

  it('at the top of agent.yaml counts when it is one of a package', async () => {
    const yaml = AGENT_YAML.replace('version: "1.0"', 'version: 2.3.4').replace(
      '  version: 0.1.0\n',
      '',
    );
    expect((await accepted(pixellPackage(yaml))).contents.version).toBe('2.3.4');
    const format = AGENT_YAML.replace('  version: 0.1.0\n', '');
    expect(await problems(pixellPackage(format))).toEqual([
      'agent.yaml: metadata.version is missing, and no version was sent.',
    ]);
  });
});

describe('a Pixell package', () => {
  it('is read as code with its environment, and its .env apart', async () => {
    const read = await accepted(pixellPackage());
    expect(read).toMatchObject({ layout: 'pixell', hasEnv: true, warnings: [] });
    expect(read.envSettings).toEqual({ GREETER_TOKEN: 'not-a-secret' });
    expect(read.contents).toMatchObject({
      name: 'greeter',
      version: '0.1.0',
      displayName: 'Greeter',
      tags: ['example'],
      runtime: 'code',
      code: {
        entrypoint: 'src.main:handler',
        runtime: 'python3.11',
        dependencies: ['requests>=2.28.0'],
      },
      environment: { GREETING: 'Hello' },
      capabilities: ['greeting'],
    });
    expect(read.contents.agents).toMatchObject([{ name: 'Greeter', kind: 'code' }]);
    expect(JSON.stringify([read.manifest, read.contents])).not.toContain('not-a-secret');
  });

  it('lists its sub-agents', async () => {
    const yaml = `${AGENT_YAML}  sub_agents:\n    - writer\n    - {name: critic, description: Says no, port: 1}\n`;
    const { contents } = await accepted(pixellPackage(yaml));
    expect(contents.agents.map((agent) => [agent.name, agent.description])).toEqual([
      ['Greeter', 'Greets whoever it is told about'],
      ['writer', ''],
      ['critic', 'Says no'],
    ]);
  });

  it('needs only a name, a version and something to run', async () => {
    const yaml = 'name: tiny\nentrypoint: main:run\nmetadata: {version: 1.0.0}\n';
    const zip = makeZip([
      { name: 'agent.yaml', data: yaml },
      { name: 'main.py', data: 'def run(): pass' },
    ]);
    expect((await accepted(zip)).contents).toMatchObject({ displayName: 'tiny', license: '' });
  });

  it('tells every problem at once', async () => {
    const yaml = 'name: Bad Name\nentrypoint: x\nmetadata: {tags: 3}\nruntime: [1]\n';
    const found = await problems(
      makeZip([
        { name: 'agent.yaml', data: yaml },
        { name: '/etc/x', data: '' },
        { name: 'l', data: 'x', mode: 0o120777 },
      ]),
      'v?',
    );
    expect(found).toEqual([
      'Invalid APKG format',
      'The name "/etc/x" is absolute.',
      'The file "l" is a symbolic link.',
      'agent.yaml: name must begin with a lower-case letter and hold lower-case letters, digits and hyphens only.',
      'agent.yaml: runtime must be a string.',
      'agent.yaml: metadata.tags must be an array.',
      'The version "v?" is not like 1.2.3.',
    ]);
  });
});

describe('the settings of a package', () => {
  it('are those of its .env files, the plainest and nearest to the root first', async () => {
    const read = await accepted(
      makeZip([
        ...nativeParts(),
        { name: 'src/.env', data: 'A=deep\nD=deep\n' },
        { name: '.env.production', data: 'A=production\nB=production\n' },
        {
          name: '.env',
          data: '# c\nexport A="root\\nline"\nQ=\'a b\' # note\n__proto__=x\nbad name=1\n',
        },
        { name: '.env.example', data: 'E=your-key-here\n' },
        { name: 'tool/.env/site.py', data: 'F=1\n' },
      ]),
    );
    expect(read.envSettings).toEqual({ A: 'root\nline', B: 'production', D: 'deep', Q: 'a b' });
  });
});
