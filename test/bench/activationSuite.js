// Runs in the extension host: activates extensions one after another and writes how long each took.
const fs = require('node:fs');
const { setTimeout: tick } = require('node:timers/promises');
const vscode = require('vscode');

const patience = 30_000;

/** Resolves once the host has nothing else to do: that many ticks in a row came on time. */
async function quiet(ticks) {
  const end = Date.now() + patience;
  for (let onTime = 0; onTime < ticks && Date.now() < end;) {
    const began = performance.now();
    await tick(20);
    onTime = performance.now() - began < 25 ? onTime + 1 : 0;
  }
}

/** The measured ones in an order that differs from start to start, so that nobody always pays for being first. */
function order(wanted, start) {
  const builtIn = vscode.extensions.all
    .filter(
      (extension) => /^vscode\./.test(extension.id) && extension.packageJSON.main && !extension.isActive,
    )
    .map((extension) => extension.id);
  const ids = [...builtIn];
  wanted.forEach((id, i) => ids.splice(Math.floor(((i + start) * ids.length) / (wanted.length + 3)), 0, id));
  return ids;
}

exports.run = async function run() {
  const wanted = process.env.NINJA_BENCH_WANTED.split(',');
  const times = {};
  await quiet(50);
  await vscode.extensions.getExtension('ninja-tools.warm-up').activate();
  for (const id of order(wanted, Number(process.env.NINJA_BENCH_START))) {
    const extension = vscode.extensions.getExtension(id);
    // VS Code itself was first, which must not happen to the measured ones.
    if (extension?.isActive && !wanted.includes(id)) continue;
    if (!extension || extension.isActive) throw new Error(`${id} is missing or active already.`);
    await quiet(5);
    const began = performance.now();
    await extension.activate().then(
      () => (times[id] = performance.now() - began),
      // A built-in one that does not run here is no measure.
      (error) => (wanted.includes(id) ? Promise.reject(error) : undefined),
    );
  }
  fs.writeFileSync(process.env.NINJA_BENCH_RESULT, JSON.stringify(times));
};
