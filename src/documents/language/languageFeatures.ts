import * as vscode from 'vscode';
import { accountOfUri, clientScheme } from '../../platform/clientUri';
import { Disposables } from '../../platform/disposables';
import { plainText } from '../../platform/plainText';
import { asText } from '../../records/json';
import type { LookupRow } from '../../session/companyData';
import type { Session } from '../../session/session';
import type { ClientDocuments, DocumentAccounts } from '../fileSystem/clientDocuments';
import { ClientLenses } from './clientLenses';
import { fieldValues, type FieldValue } from './fieldValues';

const selector: vscode.DocumentSelector = { scheme: clientScheme };

/**
 * What an account knows about a text beside the static schema: names of the ids in it, and the company's own labels of
 * custom fields. Names come from the server: they are shown as plain text only.
 */
export function registerLanguageFeatures(
  accounts: DocumentAccounts,
  documents: ClientDocuments,
): vscode.Disposable {
  const all = new Disposables();
  const sessionOf = (uri: vscode.Uri): Session | undefined => {
    const id = accountOfUri(uri);
    return id === undefined ? undefined : accounts.session(id);
  };

  all.add(
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: async (document, position) => {
          const found = valueAt(document, position);
          const session = sessionOf(document.uri);
          if (found?.field.lookup === undefined || session === undefined) return [];
          // Before the wait: somebody may type meanwhile.
          const replaced = range(document, found);
          const rows = await session.companyData.lookup(found.field.lookup).catch(() => []);
          return rows.map((row) => completion(replaced, row));
        },
      },
      '"',
    ),
  );

  all.add(
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (document, position) => {
        const session = sessionOf(document.uri);
        const offset = document.offsetAt(position);
        const found = fieldValues(document.getText()).find(
          ({ keyOffset, offset: start, length }) => keyOffset <= offset && offset <= start + length,
        );
        if (found === undefined || session === undefined) return undefined;
        const hovered = range(document, found);
        const note = await meaning(session, found);
        return note ? new vscode.Hover(new vscode.MarkdownString().appendText(note), hovered) : undefined;
      },
    }),
  );

  all.add(
    vscode.languages.registerInlayHintsProvider(selector, {
      provideInlayHints: async (document, visible) => {
        const session = sessionOf(document.uri);
        if (session === undefined) return [];
        const made = fieldValues(document.getText()).map(async (found) => {
          const at = document.positionAt(found.offset + found.length);
          const note = visible.contains(at) ? await meaning(session, found) : undefined;
          if (!note) return undefined;
          const hint = new vscode.InlayHint(at, note);
          hint.paddingLeft = true;
          return hint;
        });
        return (await Promise.all(made)).filter((hint) => hint !== undefined);
      },
    }),
  );

  const lenses = all.add(new ClientLenses(documents));
  all.add(vscode.languages.registerCodeLensProvider(selector, lenses));
  return all;
}

/** The name behind an id, or the company's label of a custom field; undefined for other values. */
async function meaning(session: Session, { field, value }: FieldValue): Promise<string | undefined> {
  if (field.lookup !== undefined) {
    const id = asText(value);
    if (id === '') return undefined;
    const rows = await session.companyData.lookup(field.lookup).catch(() => []);
    const row = rows.find((candidate) => candidate.id === id);
    return row && plainText(row.name, 80);
  }
  if (field.customField === undefined) return undefined;
  const company = await session.companyData.company({ priority: 'background' }).catch(() => undefined);
  const label = company?.customFields[field.customField];
  return label && plainText(label, 80);
}

function completion(replaced: vscode.Range, row: LookupRow): vscode.CompletionItem {
  const name = plainText(row.name, 120);
  const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Value);
  item.detail = plainText(row.id, 80);
  item.range = replaced;
  item.insertText = JSON.stringify(row.id);
  // VS Code filters by the text in the range, which includes the quotes.
  item.filterText = `"${name}"`;
  return item;
}

function valueAt(document: vscode.TextDocument, position: vscode.Position): FieldValue | undefined {
  const offset = document.offsetAt(position);
  return fieldValues(document.getText()).find(
    (found) => found.offset <= offset && offset <= found.offset + found.length,
  );
}

function range(document: vscode.TextDocument, { offset, length }: FieldValue): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
