import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import type { Client, Id } from '../../api/types';
import { withoutSecrets } from '../../records/withoutSecrets';
import { writePrivateFile } from '../../session/privateFile';
import type { Session } from '../../session/session';
import { BackupFiles } from './backupFiles';

/** A backup on disk. */
export interface Backup {
  /** Path of the JSON file. */
  readonly file: string;
  readonly ids: readonly Id[];
  /** What it does not contain, each in a few words. */
  readonly lacks: readonly string[];
  /** SHA-256 of the file's text, to notice that it was changed. */
  readonly digest: string;
  /** The files of documents. */
  readonly files: Pick<BackupFiles, 'areIntact'>;
  /** The clients as they were read for it. */
  readonly clients: ReadonlyMap<Id, Client>;
}

interface BackupOptions {
  /** Created where it does not exist. Must not be in a workspace, which may be shared or committed. */
  folder: string;
  /** Downloads the clients' documents into a folder next to the file. */
  withFiles: boolean;
  signal?: AbortSignal;
}

/**
 * Writes everything about clients that this user may read, except keys of the customer portal and payment methods.
 * The file can be read by this user of the machine only. Throws where a client cannot be read or a file cannot be
 * written; details that cannot be read are named in `lacks`.
 */
export async function writeBackup(
  session: Session,
  ids: readonly Id[],
  { folder, withFiles, signal }: BackupOptions,
): Promise<Backup> {
  const call = signal === undefined ? {} : { signal };
  const lacks = new Set([
    vscode.l10n.t('invoices, quotes, payments and other records of the client'),
    vscode.l10n.t('keys, links and passwords that log in to the customer portal or elsewhere'),
    vscode.l10n.t('stored payment methods'),
    vscode.l10n.t('locations and settings of the company'),
  ]);
  const clients = new Map<Id, Client>();
  const parts: unknown[] = [];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stem = path.join(folder, `${session.account.id}-${ids.join('-')}-${stamp()}`);
  const files = new BackupFiles(`${stem}-files`);
  const add = async (id: Id) => {
    const client = await session.get(id, call);
    clients.set(id, client);
    const api = await session.api();
    const details = await api
      .getClient(id, {
        ...call,
        include: ['contacts', 'documents', 'ledger', 'activities', 'group_settings'],
      })
      .catch((error: unknown) => noteUnreadable(error, lacks, vscode.l10n.t('its ledger')));
    const activities = await api
      .activities(id, call)
      .catch((error: unknown) => noteUnreadable(error, lacks, vscode.l10n.t('its activities')));
    if (details !== undefined && !Array.isArray(details.ledger)) lacks.add(vscode.l10n.t('its ledger'));
    // Undefined means that the answer does not list documents, not that there are none.
    const documents = details?.documents ?? client.documents;
    if (documents === undefined) lacks.add(vscode.l10n.t('its documents'));
    if (withFiles && documents !== undefined) await files.add(api, documents, lacks, call);
    else if (documents?.length !== 0) lacks.add(vscode.l10n.t('the files of its documents'));
    parts.push({
      client: withoutSecrets({ ...client, ...details }),
      activities: activities?.map(withoutSecrets),
    });
  };
  try {
    for (const id of ids) await add(id);
    const about = {
      program: 'Clients for Invoice Ninja',
      account: session.account.label,
      address: session.account.address,
      writtenAt: new Date().toISOString(),
      lacks: [...lacks],
      files: files.saved,
    };
    const text = `${JSON.stringify({ about, clients: parts }, null, 2)}\n`;
    const file = `${stem}.json`;
    await writePrivateFile(file, text);
    return { file, ids, lacks: [...lacks], digest: digestOf(text), files, clients };
  } catch (error) {
    await files.remove();
    throw error;
  }
}

/** Whether the backup and the files of documents are still there, as they were written. */
export async function isBackupIntact({ file, digest, files }: Backup): Promise<boolean> {
  try {
    if (digestOf(await readFile(file, 'utf8')) !== digest) return false;
    return await files.areIntact();
  } catch {
    return false;
  }
}

function noteUnreadable(error: unknown, lacks: Set<string>, what: string): undefined {
  // Details that this user or this server version does not have are left out. Other errors end the backup.
  if (isApiError(error, 'noPermission') || isApiError(error, 'unsupported')) {
    lacks.add(what);
    return undefined;
  }
  throw error;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function stamp(): string {
  return new Date().toISOString().replace(/[:.]/g, '-');
}
