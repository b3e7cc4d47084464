import { readApkg } from '@/lib/packages/apkg/read';

// A process of its own: reads the package named on the command line and tells verdict, time and peak memory.
const begun = performance.now();
const result = await readApkg(process.argv[2] ?? '');
const ms = Math.round(performance.now() - begun);
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
const problems = result.ok ? undefined : result.problems;
process.stdout.write(JSON.stringify({ ok: result.ok, problems, ms, peakMiB }));
