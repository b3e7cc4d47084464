// npm run bench: ratios measured side by side in one run, never absolute promises.
const wanted = process.argv.slice(2);
for (const name of ['read', 'execute', 'events', 'deliveries', 'jobs', 'usage', 'workflows', 'dsl'])
  if (wanted.length === 0 || wanted.includes(name)) {
    const bench = await import(`./${name}.mjs`);
    await Object.values(bench)[0]();
  }
process.exit(0);
