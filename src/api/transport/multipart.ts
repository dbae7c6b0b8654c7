import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { Progress, UploadFile } from '../api';
import { ApiError } from '../errors';

/** A multipart form as a request body. */
export interface Multipart {
  contentType: string;
  /** Bytes of the whole body, exact. */
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * A form with plain fields and one streamed file. If the file is longer or shorter than announced, the stream fails with an
 * `ApiError` before the last byte of the body is sent, so that the server stores nothing.
 */
export function multipart(
  fields: Record<string, string>,
  fileField: string,
  file: UploadFile,
  onProgress?: Progress,
): Multipart {
  const boundary = `----${randomBytes(18).toString('hex')}`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `${header(boundary, name)}\r\n\r\n${value}\r\n`,
  );
  const fileHeader = `${header(boundary, fileField)}; filename="${headerText(file.name)}"`;
  const head = Buffer.from(
    `${texts.join('')}${fileHeader}\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    size: head.length + file.size + tail.length,
    async *open() {
      yield head;
      let done = 0;
      for await (const chunk of file.open()) {
        done += chunk.length;
        if (done > file.size) throw sizeChanged();
        yield chunk;
        onProgress?.(done, file.size);
      }
      if (done !== file.size) throw sizeChanged();
      yield tail;
    },
  };
}

function header(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${headerText(name)}"`;
}

/** Names as browsers write them into forms (WHATWG "multipart/form-data encoding"). */
function headerText(text: string): string {
  return text.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

function sizeChanged(): ApiError {
  return new ApiError(
    'refused',
    l10n.t('The file changed meanwhile, and nothing of it was stored. Upload it again.'),
  );
}
