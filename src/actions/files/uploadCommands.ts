import * as vscode from 'vscode';
import type { Id } from '../../api/types';
import { readItems } from '../../platform/commands/commandArguments';
import type { DroppedFile } from '../../platform/droppedFile';
import { localSize } from '../../platform/localText';
import type { Log } from '../../platform/log';
import { errorText, inAccount, say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import { sentence, UserError } from '../../platform/sentences';
import type { ActionCommands } from '../commandNames';
import { knownName } from '../display/clientNames';
import { withProgress } from '../display/progress';
import type { ResultPages } from '../display/resultPages';
import type { TargetChoice, Targets } from '../targets/targetChoice';
import { askAboutUnsaved } from '../targets/unsavedDocuments';
import { checkFiles, runUpload, type UploadOutcome, type UploadResult, type UploadSource } from './runUpload';
import { sourceOfDocument, sourceOfDrop, sourceOfUri } from './uploadSources';

type UploadCommand = 'uploadDocuments' | 'uploadFiles' | 'uploadActiveEditor';

const maxNamesInSummary = 5;

/** Commands that add files to the documents of one client. */
export class UploadCommands {
  constructor(
    private readonly choice: TargetChoice,
    private readonly pages: ResultPages,
    private readonly log: Log,
  ) {}

  readonly commands: Pick<ActionCommands, UploadCommand> = {
    uploadDocuments: (...args) => this.fromDialog(args),
    uploadFiles: (...args) => this.fromExplorer(args),
    uploadActiveEditor: () => this.fromEditor(),
  };

  /** Uploads files that were dropped on a client of the tree. */
  async dropped(client: unknown, files: readonly DroppedFile[]): Promise<void> {
    const targets = await this.choice.choose([client], { title: uploadTitle(), many: false });
    if (targets !== undefined) await this.upload(targets, files.map(sourceOfDrop));
  }

  /** Takes the client from the command's arguments, and asks for files. */
  private async fromDialog(args: readonly unknown[]): Promise<void> {
    const targets = await this.choice.choose(args, { title: uploadTitle(), many: false });
    if (targets === undefined) return;
    const uris = await vscode.window.showOpenDialog({
      canSelectMany: true,
      openLabel: vscode.l10n.t('Upload'),
      title: vscode.l10n.t('Upload Documents of {0}', nameOf(targets)),
    });
    if (uris !== undefined) await this.upload(targets, uris.map(sourceOfUri));
  }

  /** Takes the files from the Explorer, which passes `file, selected files`, and asks for the client. */
  private async fromExplorer(args: readonly unknown[]): Promise<void> {
    const uris = readItems(args).filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
    if (uris.length === 0)
      throw new UserError(vscode.l10n.t('Choose files in the Explorer first. Nothing was uploaded.'));
    const targets = await this.choice.search({ title: uploadTitle(), many: false });
    if (targets !== undefined) await this.upload(targets, uris.map(sourceOfUri));
  }

  /** Takes the content of the active editor, and asks for the client. */
  private async fromEditor(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const uri = fileOfCustomEditor();
    const source = document ? sourceOfDocument(document) : uri && sourceOfUri(uri);
    if (source === undefined)
      throw new UserError(vscode.l10n.t('Open the file to upload in an editor first. Nothing was uploaded.'));
    const targets = await this.choice.search({ title: uploadTitle(), many: false });
    if (targets !== undefined) await this.upload(targets, [source]);
  }

  private async upload(targets: Targets, sources: readonly UploadSource[]): Promise<void> {
    const { session } = targets;
    const [clientId] = targets.ids;
    if (clientId === undefined || sources.length === 0) return;
    if (!(await askAboutUnsaved(session.account, [clientId]))) return;
    // The files may be on another machine. The status bar shows this only where it takes a while.
    const checked = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking at the files') },
      () => checkFiles(sources),
    );
    const accepted = checked.filter((file) => 'size' in file).length;
    // Without an accepted file nothing is sent: no question and no progress, only the summary.
    const isPublic = accepted > 0 ? await askVisibility(targets, accepted) : false;
    if (isPublic === undefined) return;
    const options = { origin: 'upload', isPublic };
    const title = vscode.l10n.t('Uploading to “{0}” in {1}', nameOf(targets), session.account.label);
    const result =
      accepted === 0
        ? await runUpload(session, clientId, checked, options)
        : await withProgress(title, ({ signal, message }) =>
            runUpload(session, clientId, checked, {
              ...options,
              signal,
              onProgress: (name, done, total) =>
                message(
                  vscode.l10n.t('{0}: {1} of {2}', name, localSize(done), localSize(total)),
                  done / total,
                ),
            }),
          );
    const counts = new Map<string, number>();
    for (const { outcome } of result.files) counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
    this.log.info(
      `[${session.account.id}] upload: ${[...counts].map(([kind, n]) => `${n} ${kind}`).join(', ')}`,
    );
    if (result.stoppedBy !== undefined) this.log.failure('upload', result.stoppedBy);
    this.showSummary(targets, result).catch((error: unknown) => {
      this.log.failure('upload', error);
      say('error', errorText(error));
    });
  }

  private async showSummary(targets: Targets, result: UploadResult): Promise<void> {
    const problems = result.files.filter(({ outcome }) => outcome.kind !== 'stored');
    const stored = result.files.length - problems.length;
    const parts =
      stored > 0 ? [vscode.l10n.t('Uploaded {0} to “{1}”.', filesText(stored), nameOf(targets))] : [];
    for (const { name, outcome } of problems.slice(0, maxNamesInSummary))
      parts.push(`“${name}”: ${outcomeText(outcome)}`);
    if (problems.length > maxNamesInSummary)
      parts.push(vscode.l10n.t('And {0} more.', problems.length - maxNamesInSummary));
    const details = vscode.l10n.t('Details');
    // A notification with a button shows its whole text at once; one without shows only the first line.
    const actions = problems.length > 0 ? [details] : [];
    const level = problems.length === 0 ? 'info' : stored > 0 ? 'warning' : 'error';
    if ((await say(level, inAccount(parts.join(' '), targets.session.account), actions)) !== details) return;
    const lines = result.files.map(({ name, outcome }) => `${plainText(name, 200)}: ${outcomeText(outcome)}`);
    await this.pages.show(vscode.l10n.t('Result of the upload'), lines);
  }
}

function uploadTitle(): string {
  return vscode.l10n.t('Upload Documents to Which Client?');
}

function nameOf({ session, ids }: Targets): string {
  const [id] = ids as [Id];
  return plainText(knownName(session, id), 80);
}

async function askVisibility(targets: Targets, count: number): Promise<boolean | undefined> {
  const items = [
    { label: vscode.l10n.t('Private'), detail: vscode.l10n.t('Only for your company'), isPublic: false },
    {
      label: vscode.l10n.t('Public'),
      detail: vscode.l10n.t('Also for the client, in the portal'),
      isPublic: true,
    },
  ];
  const title = vscode.l10n.t(
    'Upload {0} to “{1}” in {2}',
    filesText(count),
    nameOf(targets),
    targets.session.account.label,
  );
  return (await vscode.window.showQuickPick(items, { title: plainText(title, 200) }))?.isPublic;
}

/** The file in a custom editor, such as an image: it has no text document, but its tab knows the file. */
function fileOfCustomEditor(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.uri : undefined;
}

function filesText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', count);
}

function outcomeText(outcome: UploadOutcome): string {
  switch (outcome.kind) {
    case 'stored':
      return vscode.l10n.t('uploaded.');
    case 'notSent':
      return vscode.l10n.t('not sent.');
    case 'unknown':
      return vscode.l10n.t('may have been uploaded; look at the documents before you try again.');
    case 'skipped':
    case 'failed':
      return vscode.l10n.t('not uploaded. {0}', sentence(outcome.error));
    case 'refused':
      return {
        empty: vscode.l10n.t('not sent, the file is empty.'),
        tooLarge: vscode.l10n.t('not sent, the file is larger than 100 MB.'),
        type: vscode.l10n.t('not sent, the server takes no files with such content. Put it into a zip file.'),
        unreadable: vscode.l10n.t('not sent, the file cannot be read.'),
        server: vscode.l10n.t('the server does not take this file, for its type or its size.'),
      }[outcome.problem];
  }
}
