import http from 'node:http';

/** What a server answered. */
export interface ServerAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
}

/** A part of a multipart body; `fill` describes a large file. */
export interface RecordedPart {
  name: string;
  filename?: string;
  contentType?: string;
  text?: string;
  contentBase64?: string;
  fill?: { length: number; byte?: number; headBase64?: string };
}

/** The request of a step; the README of the corpus describes its keys. */
export interface RecordedRequest {
  method: string;
  path: string;
  query?: string | Record<string, string>;
  headers?: Record<string, string | null>;
  body?: unknown;
  rawBody?: string;
  rawBodyBase64?: string;
  multipart?: RecordedPart[];
}

const boundary = 'corpus-boundary-2b9d';

function bytesOfPart(part: RecordedPart): Buffer {
  if (part.contentBase64 !== undefined) return Buffer.from(part.contentBase64, 'base64');
  if (!part.fill) return Buffer.from(part.text ?? '');
  const bytes = Buffer.alloc(part.fill.length, part.fill.byte ?? 0);
  Buffer.from(part.fill.headBase64 ?? '', 'base64').copy(bytes);
  return bytes;
}

function encodeMultipart(parts: RecordedPart[]): Buffer {
  const pieces = parts.flatMap((part) => {
    const file = part.filename === undefined ? '' : `; filename="${part.filename}"`;
    const type = part.contentType === undefined ? '' : `Content-Type: ${part.contentType}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"${file}\r\n${type}\r\n`;
    return [Buffer.from(head), bytesOfPart(part), Buffer.from('\r\n')];
  });
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

function encodeBody(request: RecordedRequest): { body?: Buffer; type?: string } {
  const json = 'application/json';
  if (request.body !== undefined) return { body: Buffer.from(JSON.stringify(request.body)), type: json };
  if (request.rawBody !== undefined) return { body: Buffer.from(request.rawBody), type: json };
  if (request.rawBodyBase64 !== undefined)
    return { body: Buffer.from(request.rawBodyBase64, 'base64'), type: json };
  if (!request.multipart) return {};
  return { body: encodeMultipart(request.multipart), type: `multipart/form-data; boundary=${boundary}` };
}

function encodeQuery(query: RecordedRequest['query']): string {
  if (query === undefined || query === '') return '';
  if (typeof query === 'string') return `?${query}`;
  const pairs = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** Sends a recorded request as the corpus' README says: default headers unless overridden, no others, no redirects. */
export async function sendRecorded(
  origin: string,
  request: RecordedRequest,
  defaults: Record<string, string>,
): Promise<ServerAnswer> {
  const { body, type } = encodeBody(request);
  const headers = new Map<string, string>(
    Object.entries(defaults).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (type !== undefined) headers.set('content-type', type);
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (value === null) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  if (body || !['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
    headers.set('content-length', String(body?.length ?? 0));
  }
  return new Promise((resolve, reject) => {
    const url = new URL(origin);
    const call = http.request(
      {
        host: url.hostname,
        port: url.port,
        agent: false,
        method: request.method,
        path: request.path + encodeQuery(request.query),
        headers: Object.fromEntries(headers),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            bytes: Buffer.concat(chunks),
          });
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
