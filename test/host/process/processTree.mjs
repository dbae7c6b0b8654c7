// The extension hosts below a server process, for tests that end one.
import { execFileSync } from 'node:child_process';

/** Process ids of the extension hosts among a process's descendants (Linux and macOS). */
export function extensionHosts(child) {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(Boolean)
    .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args }));
  const family = new Set([child.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  }
  return rows
    .filter((row) => family.has(row.pid) && /--type=extensionHost/.test(row.args))
    .map((row) => row.pid);
}
