// Looks for marked secrets in everything that a run left behind.
import fs from 'node:fs';
import path from 'node:path';

/** The bytes of a mark (ASCII letters and digits) in each encoding in which somebody could write it. */
function encodings(mark: string): Buffer[] {
  const bytes = Buffer.from(mark);
  // In Base64 of a longer text the mark begins at one of three places; the letters at its ends depend on its neighbors.
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3));
  });
  const percent = [...bytes].map((byte) => `%${byte.toString(16)}`).join('');
  const texts = [mark, ...base64, bytes.toString('hex'), percent];
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(mark, 'utf16le')];
}

/** Secrets by name; each holds a core of letters and digits that no encoding of texts changes. */
export class Marks {
  private readonly cores: [name: string, forms: Buffer[]][];

  constructor(cores: Record<string, string>) {
    this.cores = Object.entries(cores).map(([name, core]) => [name, encodings(core)]);
  }

  /** The names of the secrets in a text or file. */
  in(content: string | Buffer): string[] {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return this.cores.filter(([, forms]) => forms.some((form) => bytes.includes(form))).map(([name]) => name);
  }

  /** `<secret> in <file>` for all files below a folder but those in `except`. */
  inFiles(folder: string, except: string): string[] {
    return fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file !== except && !file.startsWith(`${except}${path.sep}`))
      .flatMap((file) => {
        const full = path.join(folder, file);
        // A file may go while we look.
        const stat = fs.lstatSync(full, { throwIfNoEntry: false });
        const names = this.in(file);
        if (stat?.isFile()) {
          try {
            names.push(...this.in(fs.readFileSync(full)));
          } catch {
            // It has gone.
          }
        }
        return names.map((name) => `${name} in ${file}`);
      });
  }
}
