// The extension hosts below a server process, for tests that end one.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** Process ids of the extension hosts among a process's descendants (Linux and macOS). */
export function extensionHosts(child) {
  const rows = fs.existsSync('/proc/self/stat') ? fromProc() : fromPs();
  const family = new Set([child.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  }
  return rows
    .filter((row) => family.has(row.pid) && /--type=extensionHost/.test(row.args()))
    .map((row) => row.pid);
}

/** Tests ask many times a second: reading Linux's own files takes a tenth of what a `ps` does. */
function fromProc() {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      // `pid (name) state parent …`; the name may hold anything.
      const fields = read(`/proc/${name}/stat`)
        .replace(/^.*\) /s, '')
        .split(' ');
      return { pid: Number(name), parent: Number(fields[1]), args: () => read(`/proc/${name}/cmdline`) };
    });
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // The process has just ended.
    return '';
  }
}

function fromPs() {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(Boolean)
    .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args: () => args }));
}
