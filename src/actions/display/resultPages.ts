import * as vscode from 'vscode';
import { Disposables } from '../../platform/disposables';

const scheme = 'ninja-client-result';
/** Older pages are forgotten: an open tab keeps its text. */
const keptPages = 20;

/** Read-only texts that tell what happened to each of many clients. */
export class ResultPages implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly all = new Disposables();
  private count = 0;

  constructor() {
    this.all.add(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.texts.get(uri.authority) ?? '',
      }),
    );
  }

  async show(title: string, lines: readonly string[]): Promise<void> {
    const key = `r${++this.count}`;
    this.texts.set(key, `${lines.join('\n')}\n`);
    const [oldest] = this.texts.keys();
    if (this.texts.size > keptPages && oldest !== undefined) this.texts.delete(oldest);
    const uri = vscode.Uri.from({ scheme, authority: key, path: `/${title.replaceAll('/', ' ')}.txt` });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    this.all.dispose();
  }
}
