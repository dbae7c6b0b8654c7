import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

const scheme = 'ninja-client-result';
/** Texts of older pages are dropped; a tab that is still open keeps its own copy. */
const maxPages = 20;

/** Read-only text documents: the outcome for each of many clients or files, or the text of a client's document. */
export class ResultPages implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) =>
      this.texts.get(uri.authority) ??
      vscode.l10n.t('This text was not kept: it belongs to an earlier session. Close this tab.'),
  });

  /** Opens a page in an editor. It is plain text, whatever its title says. */
  async show(title: string, lines: readonly string[]): Promise<void> {
    // A tab of an earlier session must not show the text of another page.
    const key = `r${randomBytes(8).toString('hex')}`;
    this.texts.set(key, `${lines.join('\n')}\n`);
    const [oldest] = this.texts.keys();
    if (this.texts.size > maxPages && oldest !== undefined) this.texts.delete(oldest);
    const name = title.replaceAll('/', ' ');
    const path = /\.txt$/i.test(name) ? `/${name}` : `/${name}.txt`;
    const uri = vscode.Uri.from({ scheme, authority: key, path });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    this.provider.dispose();
  }
}
