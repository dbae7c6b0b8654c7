// Extensions of a few lines that some tests install next to ours. They are never part of the product.
import fs from 'node:fs';
import path from 'node:path';

/** Writes an extension `ninja-tools.<name>` whose main file is `code`. */
export function writeTinyExtension(folder, name, code, activationEvents = []) {
  fs.mkdirSync(folder, { recursive: true });
  const manifest = { name, publisher: 'ninja-tools', version: '1.0.0', main: './main.js', activationEvents };
  fs.writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ ...manifest, files: ['main.js'], engines: { vscode: '^1.100.0' } }),
  );
  fs.writeFileSync(path.join(folder, 'main.js'), code);
}

/** The same as a package; resolves with its path. */
export async function packTinyExtension(folder, name, code, activationEvents) {
  writeTinyExtension(folder, name, code, activationEvents);
  const { pack } = await import('../build/pack.mjs');
  return pack(folder, path.join(folder, `${name}.vsix`), { skipLicense: true, allowMissingRepository: true });
}
