import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { inBackground } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import { parsePageMessage, type PageModel, type HostMessage, type PageMessage } from './pageModel';

const viewType = 'ninjaClients.purgeMerge';

/** The webview of the page: sends models to it, and passes checked messages on from it. Knows nothing of clients. */
export class PurgeMergePanel implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private readonly closed = new vscode.EventEmitter<void>();
  private model: PageModel | undefined;

  readonly onDidClose = this.closed.event;

  constructor(extension: vscode.Uri, title: string, handle: (message: PageMessage) => void) {
    const folder = vscode.Uri.joinPath(extension, 'dist', 'media');
    // A hidden page is discarded and loaded again when it is shown: its state keeps what the user typed, and the
    // model comes with its `ready` message.
    this.panel = vscode.window.createWebviewPanel(viewType, plainText(title, 80), vscode.ViewColumn.Active, {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [folder],
    });
    this.panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parsePageMessage(value);
      if (message?.type === 'ready') this.send();
      else if (message !== undefined) handle(message);
    });
    this.panel.onDidDispose(() => this.closed.fire());
    this.panel.webview.html = html(this.panel.webview, folder);
  }

  /** Shows a model, now and whenever the page is loaded again. */
  show(model: PageModel): void {
    this.model = model;
    this.panel.title = plainText(model.title, 80);
    this.send();
  }

  dispose(): void {
    this.panel.dispose();
    this.closed.dispose();
  }

  private send(): void {
    if (this.model === undefined) return;
    const message: HostMessage = { type: 'model', model: this.model };
    inBackground(this.panel.webview.postMessage(message));
  }
}

/**
 * No remote content and no inline script. The toolkit puts the nonce of the `csp-nonce` tag on the style elements
 * it adds.
 */
function html(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = randomBytes(18).toString('base64');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const language = /^[A-Za-z-]{2,20}$/.test(vscode.env.language) ? vscode.env.language : 'en';
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${file('purge-merge-page.css')}">
<title>Facts</title>
</head>
<body>
<main></main>
<script nonce="${nonce}" src="${file('purge-merge-page.js')}"></script>
</body>
</html>`;
}
