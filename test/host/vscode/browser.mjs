// Headless Chromium for the tests: no network but loopback, works as root.
import { ensureChromium } from './chromium.mjs';
import { atEnd } from '../process/processes.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

const size = { width: 1440, height: 900 };

/** A browser context that keeps its storage in `profile`: secrets and settings survive a reload. */
export async function openBrowser(profile) {
  const { chromium } = await import('playwright-core');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await ensureChromium(),
    headless: process.env.HEADED !== '1',
    args: flags,
    viewport: size,
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  context.setDefaultTimeout(60_000);
  atEnd(() => context.close());
  return context;
}
