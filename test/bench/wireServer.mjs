// A bare node:http server in a process of its own: sends bytes back from memory (baseline of the demo server) and, where
// the demo server is not built, plays a minimal Invoice Ninja. Prints {"url":…} as its first line.
import http from 'node:http';

const count = Number(process.argv[2] ?? 0);
const idOf = (n) => `client${String(n).padStart(8, '0')}`;
const text = 'x'.repeat(30);
const fields = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`field_${n}`, text]));
const contacts = [
  { id: 'VolejRejNm', first_name: 'A', last_name: 'B', email: 'a@example.com', phone: '', is_primary: true },
];
const client = (id) => ({
  id,
  name: 'Harbour Bakery',
  display_name: 'Harbour Bakery',
  number: '0001',
  balance: 120.5,
  paid_to_date: 0,
  credit_balance: 0,
  is_deleted: false,
  archived_at: 0,
  created_at: 1767225600,
  updated_at: 1767225600,
  settings: { currency_id: '3' },
  contacts,
  documents: [],
  gateway_tokens: [],
  ...fields,
});
const [before, after] = JSON.stringify(client('<id>')).split('<id>');
const chunk = Buffer.alloc(65_536, 'a');
const fileSize = 100_000_000;
let kept = Buffer.alloc(0);

function page(ids, total, perPage, current) {
  const pages = Math.ceil(total / perPage);
  const pagination = {
    total,
    count: ids.length,
    per_page: perPage,
    current_page: current,
    total_pages: pages,
    links: {},
  };
  return `{"data":[${ids.map((id) => before + id + after).join(',')}],"meta":${JSON.stringify({ pagination })}}`;
}

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://x');
  const send = (body) => {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'X-APP-VERSION': '5.13.43',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  };
  if (url.pathname.endsWith('/upload')) {
    let size = 0;
    request.on('data', (piece) => (size += piece.length));
    request.on('end', () =>
      send(
        JSON.stringify({
          data: {
            ...client('VolejRejNm'),
            documents: [{ id: 'x', name: 'file.txt', size, created_at: Date.now() / 1000 }],
          },
        }),
      ),
    );
    return;
  }
  if (url.pathname.endsWith('/download')) {
    response.writeHead(200, {
      'Content-Type': 'text/plain',
      'Content-Disposition': 'attachment',
      'Content-Length': fileSize,
    });
    let left = fileSize;
    const more = () => {
      while (left > 0) {
        const piece = left >= chunk.length ? chunk : chunk.subarray(0, left);
        left -= piece.length;
        if (!response.write(piece)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
    return;
  }
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const body = Buffer.concat(pieces);
    if (url.pathname === '/raw' && request.method === 'PUT') {
      kept = body;
      send('{}');
    } else if (url.pathname === '/raw') {
      send(kept);
    } else if (url.pathname.endsWith('/bulk')) {
      const { ids } = JSON.parse(body.toString());
      send(page(ids, ids.length, ids.length, 1));
    } else if (!url.pathname.endsWith('/clients')) {
      send(
        JSON.stringify({
          data: { ...client('VolejRejNm'), documents: [{ id: 'VolejRejNm', name: 'file.txt' }] },
        }),
      );
    } else {
      const perPage = Number(url.searchParams.get('per_page') ?? 20);
      const current = Number(url.searchParams.get('page') ?? 1);
      const from = (current - 1) * perPage;
      const ids = Array.from({ length: Math.max(0, Math.min(perPage, count - from)) }, (_, n) =>
        idOf(from + n + 1),
      );
      send(page(ids, count, perPage, current));
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  console.log(
    JSON.stringify({
      url: `http://127.0.0.1:${server.address().port}`,
      token: 'TOKEN',
      password: 'password',
    }),
  );
});
