import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { isApiError } from '../../../../src/api/errors';
import { eventually } from '../../../eventually';
import { apiOn, clientRow, idA, scripted, sendJson } from '../scriptedServer';

const now = () => Math.floor(Date.now() / 1000);

function fileOf(name: string, chunks: string[], size = Buffer.byteLength(chunks.join(''))) {
  let closed = false;
  return {
    name,
    size,
    isClosed: () => closed,
    async *open() {
      try {
        for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
      } finally {
        closed = true;
      }
    },
  };
}

async function storing(t: TestContext, documents: unknown) {
  const server = await scripted((_seen, response) => {
    sendJson(response, { data: clientRow(idA, { documents }) });
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  return { api, server };
}

test('a file goes as a form with an exact length, and its progress is reported', async (t) => {
  const { api, server } = await storing(t, [{ id: 'x', name: 'a "ü".txt', size: 9, created_at: now() }]);
  const progress: number[] = [];
  const file = fileOf('a "ü".txt', ['abc', 'defghi']);
  await api.uploadDocument(idA, file, { isPublic: false, onProgress: (done) => progress.push(done) });
  const [seen] = server.requests;
  assert.ok(seen);
  assert.equal(seen.method, 'POST');
  assert.equal(seen.headers['content-length'], String(seen.body.length));
  assert.equal(seen.headers['transfer-encoding'], undefined);
  const boundary = /boundary=(.+)$/.exec(seen.headers['content-type'] ?? '')?.[1] ?? '';
  const expected = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="_method"',
    '',
    'PUT',
    `--${boundary}`,
    'Content-Disposition: form-data; name="is_public"',
    '',
    '0',
    `--${boundary}`,
    'Content-Disposition: form-data; name="documents[]"; filename="a %22ü%22.txt"',
    'Content-Type: application/octet-stream',
    '',
    'abcdefghi',
    `--${boundary}--`,
    '',
  ];
  assert.equal(seen.body.toString(), expected.join('\r\n'));
  assert.deepEqual(progress, [3, 9]);
});

test('an answer that shows no such document is a failure', async (t) => {
  const old = { id: 'x', name: 'a.txt', size: 3, created_at: now() - 3600 };
  const other = { id: 'y', name: 'b.txt', size: 8, created_at: now() };
  for (const documents of [[], [old], [other]]) {
    const { api } = await storing(t, documents);
    await assert.rejects(api.uploadDocument(idA, fileOf('a.txt', ['abc'])), (error) => {
      assert.ok(isApiError(error, 'serverFault'));
      assert.equal(error.effect, 'none');
      return true;
    });
  }
  const { api } = await storing(t, undefined);
  await api.uploadDocument(idA, fileOf('a.txt', ['abc']));
});

test('a file that grows or shrinks during the upload is not stored', async (t) => {
  for (const size of [2, 4]) {
    const { api, server } = await storing(t, []);
    const file = fileOf('a.txt', ['abc'], size);
    await assert.rejects(api.uploadDocument(idA, file), (error) => isApiError(error, 'refused'));
    assert.equal(file.isClosed(), true);
    assert.equal(server.requests.filter((seen) => seen.body.length > 0).length, 0);
  }
});

test('an error of the file itself comes through as it is', async (t) => {
  const { api } = await storing(t, []);
  const gone = new Error('file is gone');
  const file = {
    name: 'a',
    size: 3,
    open: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(gone) }) }),
  };
  await assert.rejects(api.uploadDocument(idA, file), (error) => error === gone);
});

test('canceling closes the file', async (t) => {
  const { api } = await storing(t, []);
  const controller = new AbortController();
  const file = fileOf(
    'a',
    Array.from({ length: 1000 }, () => 'x'.repeat(65_536)),
  );
  await assert.rejects(
    api.uploadDocument(idA, file, {
      signal: controller.signal,
      onProgress: (done) => {
        if (done > 1_000_000) controller.abort();
      },
    }),
    (error) => isApiError(error, 'canceled'),
  );
  await eventually('the file to be closed', () => file.isClosed());
});

test('a slow sink holds the server back', async (t) => {
  const total = 64 * 1024 * 1024;
  let written = 0;
  const server = await scripted((_seen, response) => {
    response.writeHead(200, { 'Content-Disposition': 'attachment', 'Content-Length': total });
    const more = () => {
      while (written < total) {
        written += 65_536;
        if (!response.write(Buffer.alloc(65_536))) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  let release: (() => void) | undefined;
  let first = true;
  let received = 0;
  const download = api.downloadDocument(
    idA,
    (chunk) => {
      received += chunk.length;
      if (!first) return Promise.resolve();
      first = false;
      return new Promise((resolve) => (release = resolve));
    },
    { onProgress: (_done, all) => assert.equal(all, total) },
  );
  const goOn = await eventually('the first chunk', () => release);
  let before = -1;
  for (let quiet = 0; quiet < 200; quiet++) {
    if (written !== before) quiet = 0;
    before = written;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(written < total / 2, `${written} bytes written while the sink was busy`);
  goOn?.();
  assert.equal(await download, total);
  assert.equal(received, total);
});

test('a login page is no file, an HTML file is', async (t) => {
  let attachment = false;
  const server = await scripted((_seen, response) => {
    const headers: Record<string, string> = attachment
      ? { 'Content-Disposition': 'attachment; filename=x' }
      : {};
    response.writeHead(200, { 'Content-Type': 'text/html; charset=UTF-8', ...headers });
    response.end('<html>');
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  let received = 0;
  const sink = (chunk: Uint8Array) => {
    received += chunk.length;
    return Promise.resolve();
  };
  await assert.rejects(api.downloadDocument(idA, sink), (error) => isApiError(error, 'notInvoiceNinja'));
  assert.equal(received, 0);
  attachment = true;
  assert.equal(await api.downloadDocument(idA, sink), 6);
});
