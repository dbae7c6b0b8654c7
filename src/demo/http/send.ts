import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './respond';

/** Sends an answer; `head` are further headers. With `isHead` only the headers are sent. */
export async function send(
  response: ServerResponse,
  answer: Answer,
  head: Record<string, string>,
  isHead: boolean,
): Promise<void> {
  const { file } = answer;
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, {
    ...head,
    ...answer.headers,
    'content-length': String(file?.size ?? body.length),
  });
  if (isHead) response.end();
  else if (file) await pipeline(createReadStream(file.path), response);
  else response.end(body);
}
