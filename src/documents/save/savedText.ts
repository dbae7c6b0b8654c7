import { createHash } from 'node:crypto';

/** What a write needs to know of its document. */
export interface WrittenDocument {
  readonly encoding: string;
  getText(): string;
}

/** The texts that a document had since its save was announced: one of them is what VS Code writes. */
export class SavedTexts {
  private readonly digests = new Set<string>();

  constructor(text: string) {
    this.add(text);
  }

  add(text: string): void {
    this.digests.add(digest(text));
  }

  has(text: string): boolean {
    return this.digests.has(digest(text));
  }
}

/**
 * The text that bytes hold in UTF-8; undefined for bytes that are not UTF-8. VS Code marks the file with a byte order mark where
 * the user's settings say so: it is not part of the text.
 */
export function textOfBytes(content: Uint8Array, { encoding }: WrittenDocument): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: encoding !== 'utf8bom' }).decode(content);
  } catch {
    return undefined;
  }
}

/** Whether VS Code writes a document in UTF-8. */
export function isUtf8({ encoding }: WrittenDocument): boolean {
  return encoding === 'utf8' || encoding === 'utf8bom';
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('base64');
}
