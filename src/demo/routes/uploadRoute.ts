import { openSync, readSync, closeSync } from 'node:fs';
import { authorize, mayEdit } from '../access/permissions';
import type { Backend } from '../backend';
import { bindClient } from './binding';
import { itemAnswer } from '../answers/clientAnswers';
import type { Part } from '../http/multipart';
import { asBoolean, isArrayOrObject, text } from '../php';
import { ValidationErrors, serverError } from '../http/problem';
import { randomKey } from '../randomKey';
import type { ClientRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import type { Answer } from '../http/respond';
import type { PathValues } from '../http/router';
import { imageSize, fileTypeOf } from '../operations/fileType';

const MAX_KILOBYTES = 100_000;
const HEAD_BYTES = 64 * 1024;
const TYPE_LIST =
  'png, ai, jpeg, tiff, pdf, gif, psd, txt, doc, xls, ppt, xlsx, docx, pptx, webp, xml, zip, csv, ods, odt, odp';

interface CheckedFile {
  file: Part;
  type: string;
  head: Buffer;
}

/** `PUT /clients/{id}/upload`: stores the files under `documents[]`, all or none (recorded: documents/upload-*). */
export function uploadDocuments(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  authorize(mayEdit(request.user, client));
  const isPublic = publicFlag(request);
  const errors = new ValidationErrors();
  const checked = request.files.flatMap((file) => {
    const field = fieldKey(request.files, file);
    const result = field === undefined ? undefined : checkFile(file, field, errors);
    return result && field?.startsWith('documents.') ? [result] : [];
  });
  const { documents } = request.input;
  if (documents !== undefined && !isArrayOrObject(documents))
    errors.add('documents', 'The documents must be an array.');
  if (isPublic === null) errors.add('is_public', 'The is public field must be true or false.');
  errors.throwIfAny();
  for (const file of checked) storeDocument(backend, client, file, isPublic ?? true, request.user.id);
  if (checked.length > 0) backend.store.changeClient(client, { updated_at: backend.clock.now() });
  return itemAnswer(backend, request, client);
}

/**
 * The request's `is_public`: undefined if absent, null if empty. Throws the 500 for any other text, as the real
 * server does.
 */
export function publicFlag(request: ApiRequest): boolean | null | undefined {
  const value = request.input.is_public;
  if (value === undefined || value === null) return value;
  const flag = isArrayOrObject(value) ? undefined : asBoolean(value);
  if (flag === undefined) throw serverError();
  return flag;
}

/** Field name for validation messages, `documents.0` for `documents[]`; undefined for files that are ignored. */
function fieldKey(files: Part[], file: Part): string | undefined {
  const match = /^(documents|file)(?:\[(.*?)\])?$/.exec(file.name);
  if (!match) return undefined;
  const [, field = '', index] = match;
  if (index === undefined) return field;
  const position = files.filter((other) => other.name === file.name).indexOf(file);
  return `${field}.${index === '' ? position : index}`;
}

function checkFile(file: Part, field: string, errors: ValidationErrors): CheckedFile | undefined {
  if (file.size > MAX_KILOBYTES * 1024) {
    errors.add(field, `The ${field} must not be greater than ${MAX_KILOBYTES} kilobytes.`);
    return undefined;
  }
  const head = readHead(file);
  const type = fileTypeOf(head, file.size);
  if (type === undefined) {
    errors.add(field, `The ${field} must be a file of type: ${TYPE_LIST}.`);
    return undefined;
  }
  return { file, type, head };
}

function readHead(file: Part): Buffer {
  const handle = openSync(file.file ?? '', 'r');
  try {
    const buffer = Buffer.alloc(Math.min(HEAD_BYTES, file.size));
    readSync(handle, buffer, 0, buffer.length, 0);
    return buffer;
  } finally {
    closeSync(handle);
  }
}

function storeDocument(
  backend: Backend,
  client: ClientRow,
  checked: CheckedFile,
  isPublic: boolean,
  userId: number,
): void {
  const { file, type, head } = checked;
  const now = backend.clock.now();
  const hash = `${randomKey(40)}.${type}`;
  backend.files.adopt(file.file ?? '', hash);
  const row = backend.store.documents.add({
    id: backend.store.documents.nextId(),
    client_id: client.id,
    user_id: userId,
    name: [...text(file.filename)].slice(0, 191).join(''),
    type,
    hash,
    size: file.size,
    ...imageSize(head, type),
    is_public: isPublic,
    created_at: now,
    updated_at: now,
    deleted_at: 0,
  });
  backend.store.documentsOf.add(client.id, row);
}
