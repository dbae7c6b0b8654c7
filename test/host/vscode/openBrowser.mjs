// Opens an address in the user's default browser, where there is one.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** True when a browser was asked to open the address. */
export async function openInDefaultBrowser(url) {
  const command = opener();
  if (!command) return false;
  return new Promise((resolve) => {
    // The user's own browser does not end with us.
    const child = spawn(command[0], [...command.slice(1), url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function opener() {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const screen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return screen && fs.existsSync('/usr/bin/xdg-open') ? ['/usr/bin/xdg-open'] : undefined;
}
