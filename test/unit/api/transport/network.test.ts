import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { NetworkOptions } from '../../../../src/api/api';
import { isApiError } from '../../../../src/api/errors';
import { matchesHost, proxyFor } from '../../../../src/api/transport/proxy';
import { certificate, type Certificate } from './certificates';
import { apiOn, scripted, sendJson } from '../scriptedServer';

const ping = { company_name: 'Acme', user_name: 'Jo' };

async function secure(t: TestContext, own: Certificate) {
  const server = await scripted((_seen, response) => {
    sendJson(response, ping);
  }, https.createServer(own));
  t.after(() => server.close());
  return { server, port: Number(new URL(server.url).port) };
}

function pingOn(t: TestContext, address: string, network: NetworkOptions = {}) {
  const { api, log } = apiOn(address, { network, timeouts: { connect: 2000, headers: 2000 } });
  t.after(() => api.close());
  return { result: api.ping().then(() => 'ok', describe), log };
}

function describe(error: unknown): string {
  assert.ok(isApiError(error), String(error));
  return `${error.kind}/${error.reason}: ${error.message}`;
}

const authority = certificate({ authority: true });
const here = { names: ['localhost'], addresses: ['127.0.0.1'] };
const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2020-02-01') };

test('a private authority is trusted when it is given, and only then', async (t) => {
  const own = await certificate({ ...here, issuer: await authority });
  const { server, port } = await secure(t, own);
  const address = `https://127.0.0.1:${port}`;
  const extraCa = (await authority).cert;
  assert.equal(await pingOn(t, address, { extraCa }).result, 'ok');
  assert.equal(await pingOn(t, address, { extraCa, systemCertificates: true }).result, 'ok');
  const { result, log } = pingOn(t, address);
  assert.match(
    await result,
    /^unreachable\/tls: .* not secure: .*authority that this computer does not know\.$/,
  );
  assert.equal(log.length, 1, 'not tried again');
  assert.equal(server.requests.length, 2, 'no request went to the unverified server');
  assert.equal(await pingOn(t, address, { allowUnverifiedTls: true }).result, 'ok');
});

const broken: [what: string, wanted: Parameters<typeof certificate>[0], signed: boolean, words: RegExp][] = [
  ['an expired certificate', { ...here, ...past }, true, /its certificate has expired\.$/],
  [
    'a certificate of the future',
    { ...here, notBefore: new Date(Date.now() + 3_600_000) },
    true,
    /not valid yet\.$/,
  ],
  ['a wrong host name', { names: ['other.example'] }, true, /belongs to another host name\.$/],
  ['a self-signed certificate', here, false, /is self-signed\.$/],
];

for (const [what, wanted, signed, words] of broken) {
  test(`${what} is refused and named`, async (t) => {
    const own = await certificate({ ...wanted, ...(signed ? { issuer: await authority } : {}) });
    const { server, port } = await secure(t, own);
    const extraCa = (await authority).cert;
    const { result } = pingOn(t, `https://127.0.0.1:${port}`, { extraCa });
    const seen = await result;
    assert.match(seen, /^unreachable\/tls: /);
    assert.match(seen, words);
    assert.equal(server.requests.length, 0);
  });
}

test('HTTPS to a plain server, and plain HTTP to a secure one', async (t) => {
  const plain = await scripted((_seen, response) => {
    sendJson(response, ping);
  });
  t.after(() => plain.close());
  const https = pingOn(t, plain.url.replace('http:', 'https:'));
  assert.match(await https.result, /^unreachable\/tls: .*does not speak HTTPS as expected\.$/);
  const { port } = await secure(t, await certificate(here));
  assert.match(await pingOn(t, `http://127.0.0.1:${port}`).result, /^(notInvoiceNinja|unreachable)\//);
});

test('something that is no web server', async (t) => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('220 mail.example ESMTP\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  assert.match(
    await pingOn(t, `http://127.0.0.1:${port}`).result,
    /^notInvoiceNinja\/.*does not answer like a web server/,
  );
});

test('certificate text that is none is a sentence', async (t) => {
  const { result } = pingOn(t, 'https://127.0.0.1:1', {
    extraCa: '-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----',
  });
  assert.match(await result, /^unreachable\/other: The proxy or certificate settings/);
});

/** A proxy that leads every host to one port of this machine. */
async function startProxy(t: TestContext, port: number, credentials?: string) {
  const tunnels: string[] = [];
  const plain: string[] = [];
  const sockets = new Set<Socket>();
  const allowed = (headers: http.IncomingHttpHeaders) =>
    credentials === undefined ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`;
  const proxy = http.createServer((request, response) => {
    plain.push(request.url ?? '');
    assert.equal(request.headers['proxy-authorization'] !== undefined, credentials !== undefined);
    sendJson(response, allowed(request.headers) ? ping : {}, allowed(request.headers) ? 200 : 407);
  });
  proxy.on('connect', (request, socket: Socket) => {
    tunnels.push(request.url ?? '');
    sockets.add(socket);
    assert.equal(request.headers['x-api-token'], undefined, 'the proxy must not see the token');
    if (!allowed(request.headers)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const target = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on('error', () => undefined);
    sockets.add(target);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels, plain };
}

test('HTTPS goes through the proxy in a tunnel, verified end to end', async (t) => {
  const own = await certificate({ names: ['ninja.test'], issuer: await authority });
  const { server, port } = await secure(t, own);
  const proxy = await startProxy(t, port);
  const extraCa = (await authority).cert;
  const through = { proxy: proxy.url, extraCa };
  assert.equal(await pingOn(t, 'https://ninja.test', through).result, 'ok');
  assert.deepEqual(proxy.tunnels, ['ninja.test:443']);
  assert.equal(server.requests[0]?.headers.host, 'ninja.test');
  const wrong = pingOn(t, 'https://other.test', through);
  assert.match(await wrong.result, /^unreachable\/tls: .*belongs to another host name\.$/);
  const viaEnv = pingOn(t, 'https://ninja.test', { extraCa, env: { https_proxy: proxy.url } });
  assert.equal(await viaEnv.result, 'ok');
  assert.equal(proxy.tunnels.length, 3);
});

test('the proxy gets its password, and a wrong one is reported', async (t) => {
  const own = await certificate({ names: ['ninja.test'], issuer: await authority });
  const { port } = await secure(t, own);
  const proxy = await startProxy(t, port, 'jo:p@ss');
  const extraCa = (await authority).cert;
  const withPassword = proxy.url.replace('//', '//jo:p%40ss@');
  assert.equal(await pingOn(t, 'https://ninja.test', { proxy: withPassword, extraCa }).result, 'ok');
  const without = pingOn(t, 'https://ninja.test', { proxy: proxy.url, extraCa });
  assert.match(await without.result, /^unreachable\/proxy: The proxy refused/);
});

test('plain HTTP goes through the proxy without a tunnel', async (t) => {
  const proxy = await startProxy(t, 1);
  assert.equal(await pingOn(t, 'http://ninja.test/sub', { proxy: proxy.url }).result, 'ok');
  assert.deepEqual(proxy.plain, ['http://ninja.test/sub/api/v1/ping']);
  const secret = await startProxy(t, 1, 'jo:secret');
  const { result } = pingOn(t, 'http://ninja.test', { proxy: secret.url.replace('//', '//jo:wrong@') });
  assert.match(await result, /^unreachable\/proxy: /);
});

test('a host that is excepted is reached directly, and so is this machine', async (t) => {
  const server = await scripted((_seen, response) => {
    sendJson(response, ping);
  });
  t.after(() => server.close());
  const proxy = await startProxy(t, 1);
  const port = new URL(server.url).port;
  // Leads to this machine without being called so.
  const mapped = `http://[::ffff:127.0.0.1]:${port}`;
  const excepted = { proxy: proxy.url, noProxy: ['*.example.com', '[::ffff:7f00:1]'] };
  assert.equal(await pingOn(t, mapped, excepted).result, 'ok');
  assert.equal(await pingOn(t, server.url, { proxy: proxy.url }).result, 'ok');
  assert.equal(proxy.plain.length, 0);
  assert.equal(server.requests.length, 2);
  assert.equal(await pingOn(t, mapped, { proxy: proxy.url }).result, 'ok');
  assert.equal(proxy.plain.length, 1);
});

test('a proxy that is not there is named as the reason', async (t) => {
  const gone = await scripted(() => undefined);
  await gone.close();
  const { result, log } = pingOn(t, 'https://ninja.test', { proxy: gone.url });
  assert.match(await result, /^unreachable\/proxy: The proxy on the way to “ninja.test” cannot be reached/);
  assert.equal(log.length, 4);
});

test('patterns of hosts without a proxy', () => {
  const target = new URL('https://ninja.example.com:8443');
  for (const pattern of [
    '*',
    'example.com',
    '.example.com',
    '*.example.com',
    'ninja.example.com',
    ' NINJA.example.com:8443 ',
  ]) {
    assert.ok(matchesHost(pattern, target), pattern);
  }
  for (const pattern of ['', 'ample.com', 'example.org', 'ninja.example.com:443', 'x.ninja.example.com']) {
    assert.ok(!matchesHost(pattern, target), pattern);
  }
  assert.ok(matchesHost('2001:db8::1', new URL('https://[2001:db8::1]/')));
});

test('which proxy: the setting before the environment, by scheme', () => {
  const env = { HTTPS_PROXY: 'http://s:1', HTTP_PROXY: 'http://p:2', NO_PROXY: 'a.test, .b.test' };
  const of = (target: string, network: NetworkOptions) => proxyFor(new URL(target), network)?.uri;
  assert.equal(of('https://x.test', { env }), 'http://s:1');
  assert.equal(of('http://x.test', { env }), 'http://p:2');
  assert.equal(of('https://x.test', { env, proxy: 'proxy.test:3128' }), 'http://proxy.test:3128');
  assert.equal(of('https://c.b.test', { env }), undefined);
  assert.equal(of('https://a.test', { env }), undefined);
  assert.equal(of('https://a.test', { env, noProxy: ['other.test'] }), 'http://s:1');
  assert.equal(of('https://localhost', { env }), undefined);
  assert.equal(of('https://x.test', {}), undefined);
});
