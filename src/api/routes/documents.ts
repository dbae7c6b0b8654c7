import * as l10n from '@vscode/l10n';
import type { CallOptions, Password, Progress, Sink, UploadFile } from '../api';
import type { Caller } from '../calls/caller';
import { clientOf, dataOf, toDocument, toPage } from './answers';
import { requireSame } from './identity';
import { expectRecord, withPassword } from './clients';
import { serverTime } from '../calls/retry';
import { ApiError } from '../errors';
import { requireId } from './requireId';
import { multipart } from '../transport/multipart';
import type { Client, ClientDocument, Id, Page } from '../types';
import type { BodyStream, WireAnswer } from '../transport/wire';

/** Documents are at most 100 MB on the server (docs/invoice-ninja-api.md §10); this limit only ends an endless download. */
const maxDownload = 4 * 1024 ** 3;
/** Seconds by which two clocks of the server may differ. */
const clockSlack = 120;

/** The documents of a client. */
export class DocumentRoutes {
  constructor(private readonly caller: Caller) {}

  /** Needs POST with `_method=PUT` and `documents[]`: the server answers anything else with 200 and stores nothing. */
  upload(
    clientId: Id,
    file: UploadFile,
    options: CallOptions & { isPublic?: boolean; onProgress?: Progress } = {},
  ): Promise<Client> {
    const path = `/clients/${requireId(clientId)}/upload`;
    const fields: Record<string, string> = { _method: 'PUT' };
    if (options.isPublic !== undefined) fields.is_public = options.isPublic ? '1' : '0';
    const upload = multipart(fields, 'documents[]', file, options.onProgress);
    const query = '?include=documents';
    const route = '/clients/{id}/upload';
    const began = this.caller.clock.now();
    return this.caller.json(
      { name: 'uploadDocument', method: 'POST', route, path, query, upload },
      options,
      (body, answer) => {
        const client = clientOf(clientId)(body);
        const seconds = (this.caller.clock.now() - began) / 1000;
        if (
          client.documents &&
          !client.documents.some((document) => isNew(document, file, answer, seconds))
        ) {
          throw new ApiError('serverFault', l10n.t('The server accepted the file but did not store it.'), {
            effect: 'none',
          });
        }
        return client;
      },
    );
  }

  list(
    clientId: Id,
    options: CallOptions & { page?: number; perPage?: number } = {},
  ): Promise<Page<ClientDocument>> {
    const path = `/clients/${requireId(clientId)}/documents`;
    const query = `?per_page=${toRange(options.perPage ?? 100, 5000)}&page=${toRange(options.page ?? 1, 1e7)}`;
    const route = '/clients/{id}/documents';
    return this.caller.json({ name: 'listDocuments', method: 'POST', route, path, query }, options, (body) =>
      toPage(body, toDocument),
    );
  }

  async download(
    documentId: Id,
    sink: Sink,
    options: CallOptions & { onProgress?: Progress; maxBytes?: number } = {},
  ): Promise<number> {
    const path = `/documents/${requireId(documentId)}/download`;
    let done = 0;
    let total: number | undefined;
    const stream: BodyStream = {
      maxBytes: options.maxBytes ?? maxDownload,
      wants: (status, headers) => {
        total = headers['content-length'] === undefined ? undefined : Number(headers['content-length']);
        return status === 200 && isFile(headers);
      },
      write: async (chunk) => {
        await sink(chunk);
        done += chunk.length;
        options.onProgress?.(done, total);
      },
    };
    const call = {
      name: 'downloadDocument',
      method: 'GET',
      route: '/documents/{id}/download',
      path,
      stream,
    } as const;
    const answer = await this.caller.answer(call, options);
    if (!isFile(answer.headers)) throw this.caller.unexpectedAnswer(answer, call);
    return done;
  }

  update(
    documentId: Id,
    change: { name?: string; is_public?: boolean },
    options: CallOptions = {},
  ): Promise<ClientDocument> {
    const path = `/documents/${requireId(documentId)}`;
    const json: Record<string, unknown> = {};
    if (change.name !== undefined) json.name = change.name;
    if (change.is_public !== undefined) json.is_public = change.is_public;
    const call = { name: 'updateDocument', method: 'PUT', route: '/documents/{id}', path, json } as const;
    return this.caller.json(call, options, (body) => requireSame(toDocument(dataOf(body)), documentId));
  }

  delete(documentId: Id, password: Password, options: CallOptions = {}): Promise<void> {
    const path = `/documents/${requireId(documentId)}`;
    const call = {
      name: 'deleteDocument',
      method: 'DELETE',
      route: '/documents/{id}',
      path,
      ...withPassword(password),
    } as const;
    return this.caller.json(call, options, expectRecord);
  }
}

/** A download is an attachment, of any type; without that, a page is a login page or the like, and JSON a message. */
function isFile(headers: WireAnswer['headers']): boolean {
  return (
    headers['content-disposition'] !== undefined ||
    !/^(text\/html|application\/([\w.-]+\+)?json)\b/i.test(String(headers['content-type'] ?? ''))
  );
}

/** Whether a document can be the one that was just sent, by its name or size and, if the server sends its time, its age. */
function isNew(document: ClientDocument, file: UploadFile, answer: WireAnswer, seconds: number): boolean {
  if (document.size !== file.size && document.name !== file.name) return false;
  const serverNow = serverTime(answer);
  return (
    serverNow === undefined ||
    document.created_at === 0 ||
    document.created_at >= serverNow / 1000 - seconds - clockSlack
  );
}

function toRange(value: number, max: number): number {
  return Number.isInteger(value) ? Math.min(Math.max(value, 1), max) : 1;
}
