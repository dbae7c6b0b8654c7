import * as vscode from 'vscode';
import { localSize } from '../../platform/localText';
import { isId } from '../../api/ids';
import type { ClientDocument } from '../../api/types';
import { pickerText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { formatDate } from '../../records/format';
import { knownName, type TargetChoice, type Targets } from '../targets/targetChoice';

export interface ChosenDocuments {
  targets: Targets;
  documents: ClientDocument[];
}

/** The documents that a command is about: named by its argument, else asked for. Read anew: others change them too. */
export async function chooseDocuments(
  choice: TargetChoice,
  args: readonly unknown[],
  title: string,
  many: boolean,
): Promise<ChosenDocuments | undefined> {
  const targets = await choice.choose(withoutKind(args), { title, many: false });
  const [clientId] = targets?.ids ?? [];
  if (targets === undefined || clientId === undefined) return undefined;
  const { documents = [] } = await targets.session.get(clientId);
  const wanted = documentIn(args[0]);
  if (wanted !== undefined) {
    const found = documents.find(({ id }) => id === wanted);
    if (found === undefined)
      throw new UserError(vscode.l10n.t('This document is no longer on the server. Nothing was done.'));
    return { targets, documents: [found] };
  }
  if (documents.length === 0)
    throw new UserError(vscode.l10n.t('“{0}” has no documents.', knownName(targets.session, clientId)));
  const items = documents.map((document) => ({
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
  const options = { title: pickerText(title), matchOnDescription: true };
  const picked = many
    ? await vscode.window.showQuickPick(items, { ...options, canPickMany: true })
    : await vscode.window.showQuickPick(items, options);
  if (picked === undefined) return undefined;
  const chosen = Array.isArray(picked) ? picked.map(({ document }) => document) : [picked.document];
  return chosen.length === 0 ? undefined : { targets, documents: chosen };
}

function documentIn(argument: unknown): string | undefined {
  const id = (argument as { documentId?: unknown } | null | undefined)?.documentId;
  return isId(id) ? id : undefined;
}

/** A document's node names its client too. */
function withoutKind([first]: readonly unknown[]): unknown[] {
  if (documentIn(first) === undefined) return first === undefined ? [] : [first];
  const { accountId, clientId } = first as Record<string, unknown>;
  return [{ accountId, clientId }];
}
