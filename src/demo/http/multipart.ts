import { open as openFile, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { randomKey } from '../randomKey';

/** One part of a multipart body: a file or a field. */
export interface Part {
  name: string;
  /** Name that the client sent, for files only. */
  filename?: string;
  /** Value, for fields that are no file. */
  text?: string;
  /** Path of the temporary file with the bytes. */
  file?: string;
  /** Bytes. */
  size: number;
}

const MAX_FIELD = 8 * 1024 * 1024;

interface OpenPart {
  part: Part;
  chunks: Buffer[];
  handle?: FileHandle;
}

/** Reads a multipart body. Files are streamed to `folder`, so that memory does not grow with them. */
export async function readMultipart(body: Readable, boundary: string, folder: string): Promise<Part[]> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  let rest = Buffer.from('\r\n');
  let open: OpenPart | undefined;
  try {
    for await (const chunk of body) {
      rest = Buffer.concat([rest, chunk as Buffer]);
      for (;;) {
        const at = rest.indexOf(delimiter);
        if (at < 0) break;
        const headEnd = rest.indexOf('\r\n\r\n', at + delimiter.length);
        const last = rest.subarray(at + delimiter.length, at + delimiter.length + 2).toString() === '--';
        if (!last && headEnd < 0) break;
        if (open) {
          await appendBytes(open, rest.subarray(0, at));
          await closePart(open);
          open = undefined;
        }
        if (last) {
          rest = Buffer.alloc(0);
          break;
        }
        open = await openPart(rest.subarray(at + delimiter.length, headEnd).toString('utf8'), folder);
        if (open) parts.push(open.part);
        rest = rest.subarray(headEnd + 4);
      }
      // All but the last bytes, which may begin a delimiter, are content.
      if (open && rest.indexOf(delimiter) < 0 && rest.length > delimiter.length) {
        await appendBytes(open, rest.subarray(0, rest.length - delimiter.length));
        rest = rest.subarray(rest.length - delimiter.length);
      }
    }
    if (open) await closePart(open);
    return parts;
  } catch (error) {
    await open?.handle?.close();
    await discardFiles(parts);
    throw error;
  }
}

/** Deletes the temporary files that no route has moved away. */
export async function discardFiles(parts: Part[]): Promise<void> {
  for (const part of parts) if (part.file) await rm(part.file, { force: true });
}

async function openPart(head: string, folder: string): Promise<OpenPart | undefined> {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1] ?? '';
  const name = /[;\s]name="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  const filename = /[;\s]filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  const part: Part = { name: unescapeName(name), size: 0 };
  if (filename === undefined) return { part, chunks: [] };
  // PHP and Symfony keep what follows the last slash or backslash.
  part.filename = unescapeName(filename).split(/[\\/]/).at(-1) ?? '';
  part.file = path.join(folder, `upload-${randomKey(20)}`);
  return { part, chunks: [], handle: await openFile(part.file, 'wx') };
}

function unescapeName(text: string): string {
  return text
    .replace(/\\(["\\])/g, '$1')
    .replaceAll('%22', '"')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n');
}

async function appendBytes(open: OpenPart, bytes: Buffer): Promise<void> {
  if (bytes.length === 0) return;
  open.part.size += bytes.length;
  if (open.handle) await open.handle.writeFile(bytes);
  else if (open.part.size <= MAX_FIELD) open.chunks.push(Buffer.from(bytes));
}

async function closePart(open: OpenPart): Promise<void> {
  if (open.handle) await open.handle.close();
  else open.part.text = Buffer.concat(open.chunks).toString('utf8');
}
