// Several processes on one folder of sample data, as several windows of VS Code are.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { build } from 'esbuild';
import { joinDemo, type SharedDemo } from '../../../src/demo/entry';

const made = fs.mkdtempSync(path.join(os.tmpdir(), 'shared-'));
const options = { clients: 20 };
let folder = '';
const open: SharedDemo[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = path.join(fs.mkdtempSync(path.join(made, 'case-')), 'sample-data');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const demo of open.splice(0)) await demo.leave();
});

after(() => fs.rmSync(made, { recursive: true }));

async function join(): Promise<SharedDemo> {
  const demo = await joinDemo(folder, options);
  open.push(demo);
  return demo;
}

/** Another process that joins and stays until it is killed. */
async function otherProcess(): Promise<{ child: ChildProcess; url: string; token: string }> {
  const outfile = path.join(made, 'child.js');
  const contents = `
    import { joinDemo } from './src/demo/entry';
    joinDemo(process.argv[2], { clients: 20 }).then(({ url, token }) => {
      process.stdout.write(JSON.stringify({ url, token }));
      setInterval(() => undefined, 1000);
    });`;
  if (!fs.existsSync(outfile))
    await build({
      stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      platform: 'node',
      target: 'node20',
      outfile,
    });
  const child = spawn(process.execPath, [outfile, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { url: string; token: string }) };
}

interface Address {
  url: string;
  token: string;
}

async function call(to: Address, method: string, route: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${to.url}/api/v1${route}`, {
    method,
    headers: {
      'X-API-TOKEN': to.token,
      'X-Requested-With': 'XMLHttpRequest',
      'Content-Type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return ((await answer.json()) as { data: unknown }).data;
}

const create = (to: Address, name: string) => call(to, 'POST', '/clients', { name, contacts: [] });

async function names(to: Address): Promise<string[]> {
  const clients = (await call(to, 'GET', '/clients?per_page=500')) as { name: string }[];
  return clients.map(({ name }) => name).filter((name) => name.startsWith('Own '));
}

const states = () => fs.readFileSync(path.join(folder, 'state.jsonl'), 'utf8');

test('the second window uses the server of the first, and both see all changes', async () => {
  const [one, two] = [await join(), await join()];
  assert.equal(two.url, one.url);
  await Promise.all([1, 2, 3, 4].map((n) => create(n % 2 ? one : two, `Own ${n}`)));
  assert.deepEqual((await names(one)).sort(), ['Own 1', 'Own 2', 'Own 3', 'Own 4']);
  assert.deepEqual(fs.statSync(folder).mode & 0o077, 0);
  for (const name of fs.readdirSync(folder).filter((file) => file.includes('json')))
    assert.equal(fs.statSync(path.join(folder, name)).mode & 0o077, 0, name);
});

test('windows that begin at the same moment agree on one server', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => join()));
  assert.equal(new Set(all.map(({ url }) => url)).size, 1);
});

test('when the owner ends, the other window hears of it and takes everything over', async () => {
  const [one, two] = [await join(), await join()];
  await create(one, 'Own 1');
  await create(two, 'Own 2');
  await one.leave();
  await two.ended;
  const again = await join();
  assert.notEqual(again.url, one.url);
  assert.equal(again.token, one.token, 'who copied the token can go on with it');
  assert.deepEqual((await names(again)).sort(), ['Own 1', 'Own 2']);
});

test('an owner that is killed loses nothing that it answered', async () => {
  const first = await otherProcess();
  const two = await join();
  assert.equal(two.url, first.url);
  await Promise.all([1, 2, 3, 4].map((n) => create(n % 2 ? first : two, `Own ${n}`)));
  first.child.kill('SIGKILL');
  await two.ended;
  const [again, third] = await Promise.all([join(), join()]);
  assert.equal(again.url, third.url);
  assert.deepEqual((await names(third)).sort(), ['Own 1', 'Own 2', 'Own 3', 'Own 4']);
});

test('somebody else on the port of a dead owner is not taken for it, and learns no token', async () => {
  const first = await otherProcess();
  await create(first, 'Own 1');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const seen: string[] = [];
  const stranger = http.createServer((request, response) => {
    seen.push(JSON.stringify([request.url, request.headers]));
    response.end('0'.repeat(64));
  });
  const port = Number(new URL(first.url).port);
  await new Promise<void>((listening) => stranger.listen(port, '127.0.0.1', listening));
  try {
    const demo = await join();
    assert.notEqual(demo.url, first.url);
    assert.deepEqual(await names(demo), ['Own 1']);
    assert.equal(seen.length, 1);
    assert.ok(!seen.join().includes(first.token));
  } finally {
    stranger.close();
  }
});

test('an owner that slept through a takeover answers no more changes and writes nothing', async () => {
  const one = await join();
  await create(one, 'Own 1');
  // Another process took it for dead.
  fs.writeFileSync(path.join(folder, 'owner.7.json'), '{}');
  const before = states();
  await assert.rejects(create(one, 'Own 2'));
  await one.ended;
  assert.equal(states(), before);
  const again = await join();
  assert.deepEqual(await names(again), ['Own 1']);
});

test('either window can end it for both, and nothing stays', async () => {
  for (const ending of [0, 1]) {
    const both = [await join(), await join()];
    await create(both[1]!, 'Own 1');
    await both[ending]!.discard();
    await Promise.all(both.map(({ ended }) => ended));
    assert.equal(fs.existsSync(folder), false);
  }
  assert.deepEqual(await names(await join()), []);
});

test('nobody without the token can use, watch or end it', async () => {
  const demo = await join();
  for (const [method, route] of [
    ['GET', '/api/v1/clients'],
    ['GET', '/api/v1/ping'],
    ['POST', '/__shared/wait'],
    ['POST', '/__shared/discard'],
    ['POST', '/__demo/reset'],
  ] as const) {
    const { status } = await fetch(demo.url + route, { method, headers: { 'X-API-TOKEN': 'x' } });
    assert.ok([403, 404, 405].includes(status), `${method} ${route} answers ${status}`);
  }
  assert.equal(new URL(demo.url).hostname, '127.0.0.1');
});
