import * as vscode from 'vscode';

const scheme = 'ninja-client-result';
/** Texts of older pages are dropped; a tab that is still open keeps its own copy. */
const maxPages = 20;

/** Read-only text documents: the outcome for each of many clients or files, or the text of a client's document. */
export class ResultPages implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private count = 0;
  private readonly provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => this.texts.get(uri.authority) ?? '',
  });

  /** Opens a page in an editor. */
  async show(title: string, lines: readonly string[]): Promise<void> {
    const key = `r${++this.count}`;
    this.texts.set(key, `${lines.join('\n')}\n`);
    const [oldest] = this.texts.keys();
    if (this.texts.size > maxPages && oldest !== undefined) this.texts.delete(oldest);
    const uri = vscode.Uri.from({ scheme, authority: key, path: `/${title.replaceAll('/', ' ')}.txt` });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    this.provider.dispose();
  }
}
