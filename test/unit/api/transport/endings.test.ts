// How answers of a download end. A plain socket, because Node's own server writes only proper ones.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { isApiError } from '../../../../src/api/errors';
import { apiOn, idA } from '../scriptedServer';

const attachment = 'Content-Disposition: attachment; filename=x\r\nContent-Type: text/html';
const chunk = Buffer.alloc(64 * 1024, 'x');

interface Raw {
  url: string;
  /** Resolves when the first connection is closed on both sides. */
  closed: Promise<unknown>;
}

/** Answers every request with this head, then so many chunks, then closes the connection. */
async function raw(t: TestContext, head: string, chunks: number): Promise<Raw> {
  const server = net.createServer({ allowHalfOpen: true });
  const closed = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(`${head}\r\n\r\n`);
      for (let at = 0; at < chunks; at++) socket.write(chunk);
      socket.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, closed };
}

/** Downloads with a sink that takes the first chunk only when the connection is gone. */
async function slowDownload(t: TestContext, { url, closed }: Raw): Promise<number> {
  const { api } = apiOn(url);
  t.after(() => api.close());
  let received = 0;
  const size = await api.downloadDocument(idA, async (part) => {
    if (received === 0) await closed;
    received += part.length;
  });
  assert.equal(received, size);
  return size;
}

const length = (chunks: number) => `Content-Length: ${chunks * chunk.length}`;

// 12 MB are more than is kept waiting where the server can be made to wait.
for (const chunks of [1, 5, 192]) {
  const heads = {
    'closed, with a length': `HTTP/1.1 200 OK\r\n${attachment}\r\nConnection: close\r\n${length(chunks)}`,
    'closed, without a length': `HTTP/1.1 200 OK\r\n${attachment}\r\nConnection: close`,
    'ended by nothing but the end': `HTTP/1.1 200 OK\r\n${attachment}`,
    'of HTTP/1.0 with a length': `HTTP/1.0 200 OK\r\n${attachment}\r\n${length(chunks)}`,
    'of HTTP/1.0 without a length': `HTTP/1.0 200 OK\r\n${attachment}`,
  };
  for (const [name, head] of Object.entries(heads))
    test(`an answer ${name} (${chunks} chunks) arrives whole, however slow the disk is`, async (t) => {
      assert.equal(await slowDownload(t, await raw(t, head, chunks)), chunks * chunk.length);
    });
}

test('an answer that promises to stay open and is closed at its end arrives whole', async (t) => {
  const head = `HTTP/1.1 200 OK\r\n${attachment}\r\nConnection: keep-alive\r\n${length(5)}`;
  assert.equal(await slowDownload(t, await raw(t, head, 5)), 5 * chunk.length);
});

for (const connection of ['close', 'keep-alive'])
  test(`an answer that ends early is an error (${connection})`, async (t) => {
    const head = `HTTP/1.1 200 OK\r\n${attachment}\r\nConnection: ${connection}\r\n${length(6)}`;
    const { url } = await raw(t, head, 5);
    const { api } = apiOn(url);
    t.after(() => api.close());
    await assert.rejects(
      api.downloadDocument(idA, () => Promise.resolve()),
      (error) => isApiError(error, 'unreachable') && error.reason === 'reset',
    );
  });

test('a message in JSON is no file, one that is stored as a file is', async (t) => {
  const json = 'Content-Type: application/json\r\nConnection: close';
  const message = await raw(t, `HTTP/1.1 200 OK\r\n${json}`, 1);
  const { api } = apiOn(message.url);
  t.after(() => api.close());
  let received = 0;
  const download = api.downloadDocument(idA, (part) => Promise.resolve(void (received += part.length)));
  await assert.rejects(download, (error) => isApiError(error));
  assert.equal(received, 0);
  const file = await raw(t, `HTTP/1.1 200 OK\r\n${json}\r\nContent-Disposition: attachment`, 1);
  assert.equal(await slowDownload(t, file), chunk.length);
});
