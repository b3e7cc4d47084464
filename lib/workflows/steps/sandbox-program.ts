/**
 * The program of the process that runs code steps, as text, so that it is found in every bundle. It gets one
 * JSON line for each piece of code and answers with one. Each piece has a WebAssembly memory of its own.
 */
export const SANDBOX_PROGRAM = `
import { createInterface } from 'node:readline';
const { newQuickJSWASMModule } = await import(process.argv[1]);
const answer = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
async function run({ code, input, ms }) {
  const quickjs = await newQuickJSWASMModule();
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(64 * 1024 * 1024);
  runtime.setMaxStackSize(512 * 1024);
  const end = Date.now() + ms;
  let late = false;
  runtime.setInterruptHandler(() => (late = Date.now() > end));
  const vm = runtime.newContext();
  const problem = (handle) => {
    const error = vm.dump(handle);
    if (late) return { late: true };
    const text = error && typeof error === 'object' ? (error.name ?? 'Error') + ': ' + (error.message ?? '') : String(error);
    const line = /:(\\d+)/.exec((error && error.stack) ?? '')?.[1];
    return { error: text + (line ? ' (line ' + line + ')' : '') };
  };
  const stringify = vm.unwrapResult(vm.evalCode('JSON.stringify'));
  const given = vm.newString(input);
  vm.setProp(vm.global, '__input', given);
  const start = vm.evalCode('globalThis.input = JSON.parse(globalThis.__input); delete globalThis.__input;');
  if (start.error) return problem(start.error);
  const body = /\\breturn\\b|\\bawait\\b/.test(code);
  const made = vm.evalCode(body ? '(async (input) => {' + code + '\\n})(globalThis.input)' : code, 'code.js');
  if (made.error) return problem(made.error);
  let value = made.value;
  for (let n = 0; n < 100_000; n++) {
    const jobs = runtime.executePendingJobs(1000);
    if (jobs.error) return problem(jobs.error);
    if (jobs.value === 0 || late) break;
  }
  if (late) return { late: true };
  const state = vm.getPromiseState(value);
  if (state.type === 'rejected') return problem(state.error);
  if (state.type === 'pending') return { error: 'Error: The code waits for a promise that never settles.' };
  if (state.type === 'fulfilled') value = state.value;
  const text = vm.callFunction(stringify, vm.undefined, value);
  if (text.error) return problem(text.error);
  return { output: vm.typeof(text.value) === 'string' ? vm.getString(text.value) : 'null' };
}
for await (const line of createInterface({ input: process.stdin })) {
  try {
    answer(await run(JSON.parse(line)));
  } catch (error) {
    answer({ error: /memory/i.test(String(error)) ? 'Error: out of memory' : 'Error: The code could not be run.' });
  }
}
`;
