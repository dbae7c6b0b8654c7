// Child processes: what this process started ends with it, and nothing else does.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

const windows = process.platform === 'win32';
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
/** @type {Set<() => unknown>} */
const cleanups = new Set();

/** Starts a process in a group of its own, so that its own children can be ended with it. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: !windows, windowsHide: true, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Runs to the end. Resolves with the exit code and what it wrote to both streams. */
export async function run(command, args, { onOutput, ...options } = {}) {
  const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  const collect = (chunk) => {
    output += chunk;
    onOutput?.(chunk);
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += `${error.message}\n`;
      resolve(127);
    });
    child.once('close', (status, signal) => resolve(status ?? (signal ? 1 : 0)));
  });
  return { code, output };
}

/** Ends a process that this one started, with its children: by SIGTERM, after `patience` milliseconds by SIGKILL. */
export async function stop(child, patience = 5000) {
  if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  signal(child, 'SIGTERM');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), patience);
  await ended;
  clearTimeout(timer);
  // The leader of the group has ended; end the others too.
  signal(child, 'SIGKILL');
}

function signal(child, name) {
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

/** Runs a function before this process ends, also on Ctrl+C. Returns a function that cancels this. */
export function atEnd(cleanup) {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

let ending;
/** Stops everything this process started, last started first. */
export function stopAll() {
  ending ??= (async () => {
    for (const cleanup of [...cleanups].reverse()) await Promise.resolve(cleanup()).catch?.(() => {});
    await Promise.all([...running].reverse().map((child) => stop(child)));
  })();
  return ending;
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => void stopAll().finally(() => process.exit(name === 'SIGINT' ? 130 : 143)));
}
process.on('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});

/** Ends when the parent process ends: npm may be killed without passing the signal on. */
export function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void exit(143);
  }, 1000).unref();
}

/** Ends this process after stopping what it started. */
export async function exit(code) {
  await stopAll();
  // What a pipe has not taken yet is lost by `process.exit`.
  for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write('', done));
  process.exit(code);
}

/** How to start npm without a shell: the npm that runs us, or the one that came with this Node. */
export function npmCommand() {
  const beside = path.dirname(process.execPath);
  const script = [
    process.env.npm_execpath,
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((file) => file && /npm-cli\.js$/.test(file) && fs.existsSync(file));
  return script ? [process.execPath, [script]] : [windows ? 'npm.cmd' : 'npm', []];
}

/** Runs npm in a folder. Throws with npm's own last lines when it fails. */
export async function npm(folder, ...args) {
  const [command, before] = npmCommand();
  const result = await run(command, [...before, ...args], { cwd: folder, shell: command === 'npm.cmd' });
  if (result.code !== 0) {
    const lines = result.output.trim().split('\n').slice(-15).join('\n');
    throw new Error(`npm ${args[0]} failed in ${folder}:\n${lines}`);
  }
}
