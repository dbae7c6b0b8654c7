// One run of the integration suite in the extension host of a VS Code in the browser.
import fs from 'node:fs';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { buildExtension, buildSuite } from './bundle.mjs';
import { startDemo } from './demoServer.mjs';
import { dist, removeFolder, root, runFolder } from './paths.mjs';
import { atEnd, stop } from './processes.mjs';
import { hostLogTail, startTestServer } from './server.mjs';
import { ensureVSCode } from './vscode.mjs';

/** The whole suite must be over by then. */
const limitMinutes = 15;
const mark = '[suite] ';

/** Builds the suite; `index.js` exports `run()`. */
export async function buildIntegration() {
  await buildExtension();
  const outdir = path.join(dist, 'test/integration');
  await buildSuite('test/integration', outdir, ['index.ts']);
  return path.join(outdir, 'index.js');
}

/** Environment that the suite reads; see test/integration/run.ts. */
export function suiteEnv(demo, resultFile, { grep } = {}) {
  return {
    NINJA_TEST_URL: demo.url,
    NINJA_TEST_TOKEN: demo.token,
    NINJA_TEST_PASSWORD: demo.password,
    NINJA_TEST_RESULT: resultFile,
    NINJA_TEST_GREP: grep ?? '',
    NINJA_TEST_MARK: mark,
  };
}

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runIntegration(name, { grep, clients = 300 } = {}) {
  const host = await ensureVSCode(name);
  const suite = await buildIntegration();
  const folder = runFolder('integration');
  if (!process.env.KEEP) atEnd(() => removeFolder(folder));
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(workspace);
  const demo = await optionalDemo(clients);
  const resultFile = path.join(folder, 'result.json');
  console.log(`Integration tests in VS Code ${host.version} (${host.name})`);
  const server = await startTestServer(host, folder, suiteEnv(demo, resultFile, { grep }));
  const context = await openBrowser(path.join(folder, 'browser'));
  const code = await suiteCode(await context.newPage(), address(server, suite, workspace));
  await context.close();
  await Promise.all([stop(server.child), stop(demo.child)]);
  if (fs.existsSync(resultFile)) {
    const { passed, failed } = JSON.parse(fs.readFileSync(resultFile, 'utf8'));
    if (failed > 0 && process.env.CI) console.log(hostLogTail(folder));
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  }
  console.error(`The suite wrote no result (${code}).\n${hostLogTail(folder)}`);
  return { passed: 0, failed: 1 };
}

function address(server, suite, workspace) {
  const remote = (file) =>
    `vscode-remote://127.0.0.1:${server.port}${file.replaceAll('\\', '/').replace(/^(?=[^/])/, '/')}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(suite)],
  ];
  return `${server.url}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Opens the page and resolves with the code the suite ends with; or with a word when it never does. */
async function suiteCode(page, url) {
  let timer;
  const ended = new Promise((resolve) => {
    timer = setTimeout(() => resolve(`no end within ${limitMinutes} minutes`), limitMinutes * 60_000);
    page.once('crash', () => resolve('the page crashed'));
    void page.exposeFunction('codeAutomationExit', (code) => resolve(code)).then(() => page.goto(url));
  });
  page.on('console', (message) => print(message));
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}

/** Lines of the extension host, which arrive as console messages of the page, marked by test/integration/run.ts. */
function print(message) {
  const text = message.text();
  const at = text.indexOf(mark);
  if (at >= 0) console.log(text.slice(at + mark.length));
}

/** Until the demo server is there. */
async function optionalDemo(clients) {
  if (!fs.existsSync(path.join(root, 'src/demo/cli.ts'))) return {};
  return startDemo({ clients, control: true });
}
