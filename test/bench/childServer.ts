import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface ChildServer {
  url: string;
  token: string;
  password: string;
  what: string;
  close(): Promise<void>;
}

const root = process.cwd();
const demo = path.join(root, 'dist/demo-cli.js');
const bare = path.join(root, 'test/bench/wireServer.mjs');

/** The demo server with so many clients, answering after `latency` ms, in a process of its own; the bare stand-in where it is not built. */
export function startServer(clients: number, latency = 0): Promise<ChildServer> {
  const args = [
    '--json',
    '--control',
    '--port',
    '0',
    '--clients',
    String(clients),
    '--latency',
    String(latency),
  ];
  return fs.existsSync(demo)
    ? start('demo server', [demo, ...args])
    : start('stand-in server', [bare, String(clients)]);
}

/** `node:http` that keeps bytes (PUT /raw) and sends them (GET /raw). */
export function startBare(): Promise<ChildServer> {
  return start('node:http', [bare]);
}

async function start(what: string, args: string[]): Promise<ChildServer> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      if (text.startsWith('{')) resolve(text);
    });
    void exited.then(() => reject(new Error(`The ${what} ended at once.`)));
  });
  const { url, token, password } = JSON.parse(line) as { url: string; token: string; password: string };
  return {
    url,
    token,
    password,
    what,
    close: async () => {
      child.kill();
      await exited;
    },
  };
}
