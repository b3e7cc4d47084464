import { builtinModules } from 'node:module';
import { known, mayImport, roomOf } from './order.mjs';
import { resolveInside } from './sources.mjs';

const forbiddenFolder = /(^|\/)(utils?|helpers?|types|services?|common|shared|misc)\//;
const isTest = (path) =>
  /\.(test|spec)\.\w+$/.test(path) || /^(e2e|bench|lib\/testing)\//.test(path);
const systemDb = 'lib/core/db/system';
const unscoped = /^(lib\/(accounts|api|worker|queue|testing|core\/db)|prisma)\//;
const clientPackages = /^(node:)?(https?|http2|net|tls|dgram|undici|axios|got|node-fetch|ws)(\/|$)/;
const speaksToNetwork =
  /^(lib\/(core\/egress|testing|api\/http)|sdk|cli|e2e|bench)\/|^lib\/api\/serve\.ts$/;
const foreignFetch = /(?<![\w$.])fetch\(\s*(?!['"`]\/(?!\/))(?=[^)\s])/;

/** A rule looks at one import and answers with a sentence, or nothing. */
const rules = [
  function order({ path, to }) {
    const [from, room] = [roomOf(path), to && roomOf(to)];
    if (!from || !room || isTest(path)) return;
    if (!known(room)) return `${to} is in a room that docs/architecture.md does not know`;
    if (!mayImport(from, room))
      return `lib/${from} may not import lib/${room}: emit an event instead`;
  },
  function lower({ path, to }) {
    const lib = /^(lib|prisma)\//.test(path);
    if (lib && !isTest(path) && /^(app|components)\//.test(to ?? ''))
      return 'lib may not import app or components';
    if (path.startsWith('components/') && /^app\//.test(to ?? ''))
      return 'components may not import app';
  },
  function components({ path, to, from, typeOnly }) {
    if (!path.startsWith('components/') || isTest(path) || typeOnly) return;
    if (/^(prisma|generated)\//.test(to ?? '')) return 'components may not import the database';
    if (builtinModules.includes(from.replace('node:', ''))) return 'components run in the browser';
    if (!to?.startsWith('lib/')) return;
    const safe =
      /(^|[/.])contract$/.test(to) || /^lib\/core\/(endpoint|scopes|page|ids|errors)$/.test(to);
    if (!safe && !to.startsWith('lib/engine/'))
      return `components import contracts only, not ${to}`;
  },
  function pages({ path, to, typeOnly }) {
    if (!path.startsWith('app/') || typeOnly) return;
    if (to?.startsWith('generated/')) return 'pages call verbs, never Prisma';
  },
  function system({ path, to }) {
    if (to === systemDb && !unscoped.test(path) && !isTest(path)) {
      return `${systemDb} sees every organization: use ctx.db`;
    }
  },
  function client({ path, to, from, typeOnly }) {
    const prisma = to?.startsWith('generated/') || from === '@prisma/client';
    if (!prisma || typeOnly || isTest(path)) return;
    if (!/^(lib\/core\/db|prisma)\//.test(path)) return `only lib/core/db imports ${from}`;
  },
  function published({ path, to, from }) {
    const [, own] = /^(sdk|cli)\/src\//.exec(path) ?? [];
    if (!own || isTest(path) || to?.startsWith(`${own}/`)) return;
    if (own === 'sdk') return 'the SDK is published: it imports nothing but its own files';
    const allowed =
      from === '@fleetprompt/sdk' || builtinModules.includes(from.replace('node:', ''));
    if (!allowed) return 'the CLI is published: it imports the SDK and Node only';
  },
  function network({ path, from, typeOnly }) {
    if (typeOnly || isTest(path) || speaksToNetwork.test(path)) return;
    if (clientPackages.test(from))
      return `${from} speaks to the network: go through lib/core/egress`;
  },
];

/** Everything that is wrong with one source file, as lines `path: sentence`. */
export function problemsOf({ path, code, imports }) {
  const found = [];
  if (forbiddenFolder.test(path)) found.push('name the folder for what it holds');
  const room = roomOf(path);
  if (room && !known(room)) found.push(`lib/${room} is not a room of docs/architecture.md`);
  for (const { from, typeOnly } of imports) {
    const to = resolveInside(path, from);
    for (const rule of rules) {
      const sentence = rule({ path, from, to, typeOnly });
      if (sentence) found.push(sentence);
    }
  }
  const guarded = /^(lib|app)\//.test(path) && !speaksToNetwork.test(path) && !isTest(path);
  if (guarded && foreignFetch.test(code) && !/['"]use client['"]/.test(code)) {
    found.push('fetch reaches other hosts: go through lib/core/egress');
  }
  return found.map((sentence) => `${path}: ${sentence}`);
}
