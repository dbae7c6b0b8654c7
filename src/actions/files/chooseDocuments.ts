import * as vscode from 'vscode';
import type { ClientDocument } from '../../api/types';
import { readField } from '../../platform/commands/commandArguments';
import { localSize } from '../../platform/localText';
import { pickerText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { formatDate } from '../../records/format';
import { knownName } from '../display/clientNames';
import type { TargetChoice, Targets } from '../targets/targetChoice';

/** A client's documents, read from the server, and the one that the command's arguments name. */
interface Candidates {
  targets: Targets;
  documents: readonly ClientDocument[];
  named: ClientDocument | undefined;
}

/**
 * The document that a command works on: the one that its arguments name, else one that the user picks from a
 * client's documents. Undefined when the user canceled. Throws a `UserError` where there is none.
 */
export async function chooseDocument(
  choice: TargetChoice,
  args: readonly unknown[],
  title: string,
): Promise<{ targets: Targets; document: ClientDocument } | undefined> {
  const candidates = await readCandidates(choice, args, title);
  if (candidates === undefined) return undefined;
  const { targets, documents, named } = candidates;
  const document = named ?? (await vscode.window.showQuickPick(items(documents), options(title)))?.document;
  return document && { targets, document };
}

/** As `chooseDocument`, for commands that work on several documents of one client. */
export async function chooseDocuments(
  choice: TargetChoice,
  args: readonly unknown[],
  title: string,
): Promise<{ targets: Targets; documents: [ClientDocument, ...ClientDocument[]] } | undefined> {
  const candidates = await readCandidates(choice, args, title);
  if (candidates === undefined) return undefined;
  const { targets, documents, named } = candidates;
  if (named !== undefined) return { targets, documents: [named] };
  const picked = await vscode.window.showQuickPick(items(documents), {
    ...options(title),
    canPickMany: true,
  });
  const [first, ...others] = picked ?? [];
  return first && { targets, documents: [first.document, ...others.map(({ document }) => document)] };
}

/** Reads from the server, because other users change documents too. */
async function readCandidates(
  choice: TargetChoice,
  args: readonly unknown[],
  title: string,
): Promise<Candidates | undefined> {
  const targets = await choice.choose(clientArguments(args), { title, many: false });
  const [clientId] = targets?.ids ?? [];
  if (targets === undefined || clientId === undefined) return undefined;
  const { documents = [] } = await targets.session.get(clientId);
  const wanted = readField(args[0], 'documentId');
  const named = documents.find(({ id }) => id === wanted);
  if (wanted !== undefined && named === undefined)
    throw new UserError(vscode.l10n.t('This document is no longer on the server. Nothing was done.'));
  if (documents.length === 0)
    throw new UserError(vscode.l10n.t('“{0}” has no documents.', knownName(targets.session, clientId)));
  return { targets, documents, named };
}

function items(documents: readonly ClientDocument[]) {
  return documents.map((document) => ({
    label: pickerText(document.name),
    description: pickerText(
      [
        localSize(document.size),
        document.is_public ? vscode.l10n.t('public') : vscode.l10n.t('private'),
        formatDate(document.created_at, vscode.env.language),
      ].join(' · '),
    ),
    document,
  }));
}

function options(title: string) {
  return { title: pickerText(title), matchOnDescription: true };
}

/** The arguments with a document's node replaced by its client; the tree's selection is not used for documents. */
function clientArguments([first]: readonly unknown[]): unknown[] {
  if (readField(first, 'documentId') === undefined) return first === undefined ? [] : [first];
  return [{ accountId: readField(first, 'accountId'), clientId: readField(first, 'clientId') }];
}
