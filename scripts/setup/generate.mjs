import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, readStamp } from './hash.mjs';
import { locked } from './lock.mjs';
import { makeHome, root } from './root.mjs';
import { refuse } from './say.mjs';
import { step } from './step.mjs';

const stamp = join(root, 'generated', 'prisma', '.stamp');

/**
 * Generates the Prisma client when the schema has changed. The engine that Prisma would download
 * is not needed for that, but must seem to be there: any existing file will do.
 */
export async function ensureClient() {
  const inputs = ['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'];
  const hash = hashOf(inputs);
  if (readStamp(stamp) === hash) return;
  await locked(join(makeHome(), 'generate.lock'), async () => {
    if (readStamp(stamp) === hash) return;
    const cli = join(root, 'node_modules', 'prisma', 'build', 'index.js');
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    };
    const { status, output } = await step(process.execPath, [cli, 'generate'], { env });
    if (status !== 0) refuse(`The Prisma client could not be generated: ${output.trim()}`);
    writeFileSync(stamp, hash);
  });
}
