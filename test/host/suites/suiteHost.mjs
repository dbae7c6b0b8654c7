// Runs a test suite inside the extension host of a VS Code in the browser (way A).
import fs from 'node:fs';
import path from 'node:path';
import { openBrowser } from '../vscode/browser.mjs';
import { stop } from '../process/processes.mjs';
import { startTestServer } from '../vscode/server.mjs';

/**
 * @param {import('../vscode/vscode.mjs').Host} host
 * @param {{ folder: string, extension: string, suite: string, env: Record<string, string>, mark: string, limitMinutes: number, language?: string }} options
 * `suite` is a CommonJS file that exports `run()`; lines that it prints begin with `mark`. `language` is VS Code's display
 * language as far as it matters to extensions; the workbench has English only.
 * @returns {Promise<number | string>} the code it ended with, or a sentence why it never did
 */
export async function runSuite(host, { folder, extension, suite, env, mark, limitMinutes, language }) {
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(workspace, { recursive: true });
  const server = await startTestServer(host, folder, env);
  const context = await openBrowser(path.join(folder, 'browser'));
  try {
    if (language !== undefined)
      await context.addInitScript((value) => (globalThis._VSCODE_NLS_LANGUAGE = value), language);
    const page = await context.newPage();
    const errors = [];
    let spoke = false;
    page.on('console', (message) => {
      const at = message.text().indexOf(mark);
      spoke ||= at >= 0;
      if (at >= 0) console.log(message.text().slice(at + mark.length));
      else if (message.type() === 'error') errors.push(message.text());
    });
    const code = await suiteCode(page, address(server, { extension, suite, workspace }), limitMinutes);
    // The suite failed before it could report anything.
    if (code !== 0 && !spoke) console.log(errors.slice(-3).join('\n'));
    return code;
  } finally {
    await context.close();
    await stop(server.child);
  }
}

function address(server, { extension, suite, workspace }) {
  const slashed = (file) => file.replaceAll('\\', '/').replace(/^(?=[^/])/, '/');
  const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${slashed(file)}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(suite)],
  ]);
  return `${server.url}/?folder=${encodeURIComponent(slashed(workspace))}&payload=${encodeURIComponent(payload)}`;
}

/** Opens the page. VS Code calls `codeAutomationExit` with the suite's exit code. */
async function suiteCode(page, url, limitMinutes) {
  let timer;
  const ended = new Promise((resolve, reject) => {
    timer = setTimeout(
      () => resolve(`The suite did not end within ${limitMinutes} minutes.`),
      limitMinutes * 60_000,
    );
    page.once('crash', () => resolve('The page crashed.'));
    page
      .exposeFunction('codeAutomationExit', (code) => resolve(code))
      .then(() => page.goto(url))
      .catch(reject);
  });
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}
