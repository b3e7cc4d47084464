import { readApkg } from '@/lib/packages/apkg/read';

// A process of its own: reads the package named on the command line and tells the verdict, the processor's
// milliseconds (a busy machine must not fail the test) and the peak of memory.
const before = process.cpuUsage();
const result = await readApkg(process.argv[2] ?? '');
const { user, system } = process.cpuUsage(before);
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
const problems = result.ok ? undefined : result.problems;
const ms = Math.round((user + system) / 1000);
process.stdout.write(JSON.stringify({ ok: result.ok, problems, ms, peakMiB }));
