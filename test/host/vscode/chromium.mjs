// A Chromium for the tests: one that is installed, else one that we can install, else an error that says how to.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../process/processes.mjs';

const programs = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name]
      ? [
          path.join(process.env[name], 'Google/Chrome/Application/chrome.exe'),
          path.join(process.env[name], 'Chromium/Application/chrome.exe'),
          path.join(process.env[name], 'Microsoft/Edge/Application/msedge.exe'),
        ]
      : [],
  ),
};

/** Path of an installed Chromium, or undefined. */
export async function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (fs.existsSync(named)) return named;
    throw new Error(`CHROME_PATH names a file that does not exist: ${named}`);
  }
  const known = (programs[process.platform] ?? []).find((file) => fs.existsSync(file));
  if (known) return known;
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) =>
      ['chromium', 'chromium-browser', 'google-chrome'].map((name) => path.join(folder, name)),
    )
    .find((file) => process.platform !== 'win32' && fs.existsSync(file));
  return onPath ?? downloadedByPlaywright();
}

async function downloadedByPlaywright() {
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return file && fs.existsSync(file) ? file : undefined;
}

/** Path of a Chromium; installs one when there is none. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  const tried = [];
  for (const [what, install] of [
    ['apt-get', withApt],
    ['playwright-core install', withPlaywright],
  ]) {
    const problem = await install();
    const installed = await findChromium();
    if (installed) return installed;
    tried.push(`${what}: ${problem ?? 'it is not there afterwards'}`);
  }
  throw new Error(
    'The tests need a Chromium and none was found. Install Chromium or Chrome (Debian: apt-get install chromium; ' +
      'macOS: brew install --cask chromium; Windows: winget install Google.Chrome), or set CHROME_PATH to its program. ' +
      `Tried: ${tried.join('; ')}.`,
  );
}

async function withApt() {
  if (process.platform !== 'linux' || !fs.existsSync('/usr/bin/apt-get')) return 'not on this system';
  if (process.getuid() !== 0) return 'needs root';
  console.log('Installing Chromium with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    { env },
  );
  return code === 0 ? undefined : lastLine(output);
}

async function withPlaywright() {
  console.log("Installing Chromium with Playwright's own download …");
  const cli = path.join(
    path.dirname((await import('node:module')).createRequire(import.meta.url).resolve('playwright-core')),
    'cli.js',
  );
  const { code, output } = await run(
    process.execPath,
    [cli, 'install', '--with-deps', 'chromium'].filter(
      (word) => word !== '--with-deps' || os.userInfo().uid === 0,
    ),
  );
  return code === 0 ? undefined : lastLine(output);
}

function lastLine(output) {
  return output.trim().split('\n').at(-1)?.trim() || 'failed';
}
