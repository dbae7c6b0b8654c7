// Runs in the extension host: activates extensions one after another and writes how long each took.
const fs = require('node:fs');
const vscode = require('vscode');

exports.run = async function run() {
  const first = ['bench.warm-up', ...process.env.NINJA_BENCH_FIRST.split(',')];
  const builtIn = vscode.extensions.all
    .filter(
      (extension) => /^vscode\./.test(extension.id) && extension.packageJSON.main && !extension.isActive,
    )
    .map((extension) => extension.id);
  const times = {};
  for (const id of [...first, ...builtIn]) {
    const extension = vscode.extensions.getExtension(id);
    // VS Code itself was first.
    if (builtIn.includes(id) && extension.isActive) continue;
    if (!extension || extension.isActive) throw new Error(`${id} is missing or active already.`);
    const began = performance.now();
    await extension.activate().then(
      () => (times[id] = performance.now() - began),
      // A built-in one that does not run here is no measure.
      (error) => builtIn.includes(id) || Promise.reject(error),
    );
  }
  fs.writeFileSync(process.env.NINJA_BENCH_RESULT, JSON.stringify(times));
};
