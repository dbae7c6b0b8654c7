import path from 'node:path';
import * as vscode from 'vscode';
import type { ClientDocument, Id } from '../../api/types';
import type { Log } from '../../platform/log';
import { inAccount, say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import type { Session } from '../../session/session';
import type { ActionCommands } from '../commandNames';
import type { Passwords } from '../context';
import type { ResultPages } from '../display/resultPages';
import type { TargetChoice, Targets } from '../targets/targetChoice';
import { askAboutUnsaved } from '../targets/unsavedDocuments';
import { chooseDocument, chooseDocuments } from './chooseDocuments';
import { DocumentDownloads } from './documentDownloads';

type DocumentCommand =
  'openDocument' | 'downloadDocuments' | 'changeDocumentVisibility' | 'renameDocument' | 'deleteDocument';
type DocumentWork = (targets: Targets, document: ClientDocument) => Promise<void>;

const origin = 'documents';

/** Commands on the documents of a client, except uploading. */
export class DocumentCommands implements vscode.Disposable {
  private readonly downloads: DocumentDownloads;

  constructor(
    private readonly choice: TargetChoice,
    pages: ResultPages,
    private readonly passwords: Passwords,
    private readonly log: Log,
    openedFolder: string,
  ) {
    this.downloads = new DocumentDownloads(pages, log, openedFolder);
  }

  readonly commands: Pick<ActionCommands, DocumentCommand> = {
    openDocument: (...args) =>
      this.onDocument(args, vscode.l10n.t('Open Which Document?'), (targets, document) =>
        this.downloads.open(targets, document),
      ),
    downloadDocuments: async (...args) => {
      const title = vscode.l10n.t('Download Which Documents?');
      const chosen = await chooseDocuments(this.choice, args, title);
      if (chosen === undefined) return;
      const [first, ...others] = chosen.documents;
      if (others.length === 0) await this.downloads.saveAs(chosen.targets, first);
      else await this.downloads.saveAll(chosen.targets, chosen.documents);
    },
    changeDocumentVisibility: (...args) =>
      this.changeDocument(
        args,
        vscode.l10n.t('Make Which Document Public or Private?'),
        async (targets, document) => {
          const is_public = !document.is_public;
          const text = is_public
            ? vscode.l10n.t('“{0}” is public now: the client sees it in the portal.', document.name)
            : vscode.l10n.t('“{0}” is private now.', document.name);
          await this.update(targets, document, { is_public }, text);
        },
      ),
    renameDocument: (...args) =>
      this.changeDocument(args, vscode.l10n.t('Rename Which Document?'), async (targets, document) => {
        const name = await vscode.window.showInputBox({
          title: plainText(vscode.l10n.t('Rename “{0}”', document.name), 120),
          value: document.name,
          valueSelection: [0, path.parse(document.name).name.length],
          ignoreFocusOut: true,
          validateInput: nameProblem,
        });
        if (name === undefined || nameProblem(name) !== undefined || name.trim() === document.name) return;
        const text = vscode.l10n.t('Renamed “{0}” to “{1}”.', document.name, name.trim());
        await this.update(targets, document, { name: name.trim() }, text);
      }),
    deleteDocument: (...args) =>
      this.changeDocument(args, vscode.l10n.t('Delete Which Document?'), (targets, document) =>
        this.delete(targets, document),
      ),
  };

  dispose(): void {
    this.downloads.dispose();
  }

  private async onDocument(args: readonly unknown[], title: string, work: DocumentWork): Promise<void> {
    const chosen = await chooseDocument(this.choice, args, title);
    if (chosen !== undefined) await work(chosen.targets, chosen.document);
  }

  /** As `onDocument`, for work that changes the client on the server. */
  private changeDocument(args: readonly unknown[], title: string, work: DocumentWork): Promise<void> {
    return this.onDocument(args, title, async (targets, document) => {
      if (await askAboutUnsaved(targets.session.account, targets.ids)) await work(targets, document);
    });
  }

  private async update(
    { session, ids }: Targets,
    document: ClientDocument,
    change: { name?: string; is_public?: boolean },
    summary: string,
  ): Promise<void> {
    const [clientId] = ids as [Id];
    await session.updateDocument(clientId, document.id, change, { origin });
    this.log.info(`[${session.account.id}] document changed`);
    say('info', inAccount(summary, session.account));
    await this.readAgain(session, clientId);
  }

  /** So that all views show the change. It is made and told: a failure of this read is no failure of it. */
  private async readAgain(session: Session, clientId: Id): Promise<void> {
    await session
      .get(clientId, { origin })
      .catch((error: unknown) => this.log.failure('after-documents', error));
  }

  private async delete({ session, ids }: Targets, document: ClientDocument): Promise<void> {
    const [clientId] = ids as [Id];
    const go = vscode.l10n.t('Delete Document');
    const text = vscode.l10n.t(
      'Delete the document “{0}” in {1} for good?',
      document.name,
      session.account.label,
    );
    const detail = vscode.l10n.t('This cannot be undone. Download it first if you may need it.');
    if ((await say('warning', text, [go], { modal: true, detail })) !== go) return;
    const done = await this.passwords.with(session.account, (password) =>
      session.deleteDocument(clientId, document.id, password, { origin }),
    );
    if (done === undefined) return;
    this.log.info(`[${session.account.id}] document deleted`);
    const message = vscode.l10n.t('Deleted the document “{0}”.', document.name);
    say('info', inAccount(message, session.account));
    await this.readAgain(session, clientId);
  }
}

function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return vscode.l10n.t('A document needs a name.');
  return name.length > 191 ? vscode.l10n.t('The server keeps at most 191 characters.') : undefined;
}
