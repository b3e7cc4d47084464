import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { SANDBOX_PROGRAM } from '@/lib/workflows/steps/sandbox-program';

export type Answer = { output: string } | { error: string } | { late: true };

const WARM = 2;
/** A process that has run this many pieces of code makes room for a new one. */
const USES = 50;
/** How long one may take to answer after its own deadline before it is killed. */
const GRACE_MS = 1_000;

interface Child {
  process: ChildProcess;
  uses: number;
  answered: (line: string | null) => void;
}

const idle: Child[] = [];

/** A process without settings, secrets or files: what escaped from QuickJS would find nothing there. */
function born(): Child {
  const packages = createRequire(join(process.cwd(), 'package.json'));
  const url = pathToFileURL(packages.resolve('quickjs-emscripten')).href;
  const bounds = ['--max-old-space-size=128', '--no-warnings'];
  if (process.allowedNodeEnvironmentFlags.has('--permission'))
    bounds.push('--permission', '--allow-fs-read=*');
  const args = [...bounds, '--input-type=module', '-e', SANDBOX_PROGRAM, '--', url];
  const child = spawn(process.execPath, args, {
    env: {} as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const made: Child = { process: child, uses: 0, answered: () => {} };
  createInterface({ input: child.stdout }).on('line', (line) => made.answered(line));
  child.on('error', () => made.answered(null));
  child.stdin.on('error', () => {});
  child.on('exit', () => {
    made.answered(null);
    const at = idle.indexOf(made);
    if (at >= 0) idle.splice(at, 1);
  });
  return made;
}

/** A waiting child must not keep the application from ending; it ends itself with our end of its input. */
function rest(child: Child): void {
  if (++child.uses >= USES || idle.length >= WARM || child.process.exitCode !== null) {
    child.process.kill('SIGKILL');
    return;
  }
  child.answered = () => {};
  hold(child, false);
  idle.push(child);
}

function hold({ process: child }: Child, held: boolean): void {
  const way = held ? 'ref' : 'unref';
  child[way]();
  for (const stream of [child.stdin, child.stdout])
    (stream as unknown as { [way]?: () => void } | null)?.[way]?.();
}

/**
 * Runs JavaScript in QuickJS in a process of its own: 64 MB, `ms` milliseconds, no network, no files, nothing of
 * ours. `input` and the output are JSON text. Rejects when the signal fires; the process is killed then.
 */
export async function runSandboxed(
  { code, input, ms }: { code: string; input: string; ms: number },
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const child = idle.pop() ?? born();
  hold(child, true);
  const kill = () => child.process.kill('SIGKILL');
  const late = setTimeout(kill, ms + GRACE_MS);
  signal.addEventListener('abort', kill, { once: true });
  try {
    const line = await new Promise<string | null>((resolve) => {
      child.answered = resolve;
      child.process.stdin?.write(`${JSON.stringify({ code, input, ms })}\n`);
    });
    signal.throwIfAborted();
    if (line === null)
      return { error: 'Error: The code was ended: it took too long or too much memory.' };
    rest(child);
    return JSON.parse(line) as Answer;
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', kill);
  }
}
