import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { withoutPasswords } from '../../records/text/passwords';
import { writePrivateFile } from '../../session/privateFile';
import { removeOldFiles, writerIsGone } from './oldFiles';
import type { BaseText } from './openClient';

/** Milliseconds after a change. VS Code copies a text that has stood for a second: its copy is always one of ours. */
const quietMilliseconds = 200;
/** How many texts a draft fits, the newest: VS Code's copy may be some sentences behind what was typed. */
const maxTexts = 100;

/** The draft of one document in this window. */
interface Draft {
  base: BaseText;
  /** Digests of the texts that had this base, the newest last. */
  texts: string[];
  /** The document's text, if its digest is not in `texts` yet. */
  newest: string | undefined;
  stored: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** A draft that another extension host wrote and this one has taken over. */
interface Inherited {
  file: string;
  content: string;
}

/**
 * The base of each dirty document, on disk while it is dirty: VS Code restores the user's text after a reload or a crash,
 * but not what it has to be compared with. The folder is shared by all windows, and nothing in VS Code tells two windows
 * apart over a reload: so a draft names the texts that were made from its base, and fits no other text. Each window writes
 * files of its own. Only the user can read them, and no password is in them.
 */
export class DraftStore {
  private readonly drafts = new Map<string, Draft>();
  private readonly inherited = new Map<string, Inherited[]>();
  private readonly writes = new Map<string, Promise<void>>();
  /** Names this extension host in its files. */
  private readonly writer = `${process.pid}.${randomBytes(6).toString('hex')}`;
  private disposed = false;

  constructor(
    private readonly folder: string,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {
    removeOldFiles(folder).catch(onFailure);
  }

  /**
   * The text of a dirty document is based on `base`. Writes at once where that is new, else shortly after the last change.
   * Never fails: without a draft the next save asks before it overwrites anything, and the next change tries again.
   */
  keep(uri: string, base: BaseText, text: string): void {
    if (this.disposed) return;
    let draft = this.drafts.get(uri);
    if (draft?.base.text !== base.text || draft.base.comparedText !== base.comparedText) {
      clearTimeout(draft?.timer);
      draft = { base, texts: [], newest: text, stored: false, timer: undefined };
      this.drafts.set(uri, draft);
      this.startWrite(uri, draft);
      return;
    }
    draft.newest = text;
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => this.startWrite(uri, draft), quietMilliseconds);
  }

  /** Resolves when all drafts are on disk, as far as that is possible. */
  async flushed(): Promise<void> {
    for (const [uri, draft] of this.drafts)
      if (draft.newest !== undefined || !draft.stored) this.startWrite(uri, draft);
    // The extension host of a browser's closed window may live for hours.
    for (const uri of this.inherited.keys()) this.queued(uri, () => Promise.resolve()).catch(this.onFailure);
    await Promise.all(this.writes.values());
  }

  /**
   * The base that a restored text was made from; undefined where no draft fits it, or where two with different bases do.
   */
  async read(uri: string, text: string): Promise<BaseText | undefined> {
    await this.writes.get(uri);
    const wanted = digest(text);
    // Another window may just have replaced a draft by its own.
    for (let turn = 0; turn < 3; turn++) {
      const files = (await this.files(uri)).map((file) => path.join(this.folder, file));
      const contents = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => undefined)));
      if (contents.includes(undefined) && turn < 2) continue;
      const fitting = files.flatMap((file, at) => {
        const content = contents[at] ?? '';
        const base = baseFor(content, uri, wanted);
        return base === undefined ? [] : [{ file, content, base }];
      });
      const [first] = fitting;
      if (first === undefined || !fitting.every(({ base }) => sameBase(base, first.base))) return undefined;
      this.inherited.set(
        uri,
        fitting.filter(({ file }) => !this.isOwn(file)),
      );
      return first.base;
    }
    return undefined;
  }

  /** The document is not dirty any more. Other windows' drafts stay. */
  forget(uri: string): void {
    const draft = this.drafts.get(uri);
    clearTimeout(draft?.timer);
    this.drafts.delete(uri);
    if (draft === undefined && !this.inherited.has(uri)) return;
    this.queued(uri, () => rm(this.file(uri), { force: true })).catch(this.onFailure);
  }

  dispose(): void {
    this.disposed = true;
    for (const { timer } of this.drafts.values()) clearTimeout(timer);
  }

  private startWrite(uri: string, draft: Draft): void {
    this.write(uri, draft).catch(this.onFailure);
  }

  private write(uri: string, draft: Draft): Promise<void> {
    clearTimeout(draft.timer);
    return this.queued(uri, async () => {
      if (this.drafts.get(uri) !== draft || (draft.stored && draft.newest === undefined)) return;
      const { newest } = draft;
      const isFirst = draft.texts.length === 0;
      draft.newest = undefined;
      if (newest !== undefined) {
        const added = digest(newest);
        draft.texts = [...draft.texts.filter((known) => known !== added), added].slice(-maxTexts);
      }
      draft.stored = false;
      const content = JSON.stringify({ uri, texts: draft.texts, ...stored(draft.base) });
      try {
        await writePrivateFile(this.file(uri), content);
      } catch (error) {
        // What is there has an older base.
        if (isFirst) await rm(this.file(uri), { force: true });
        throw error;
      }
      draft.stored = true;
    });
  }

  /** Runs work on a document's files one after another, and then removes what was taken over. */
  private queued(uri: string, work: () => Promise<void>): Promise<void> {
    const write = (this.writes.get(uri) ?? Promise.resolve())
      .then(work)
      .then(() => this.removeInherited(uri))
      .catch((error: unknown) => this.onFailure(error))
      .finally(() => {
        if (this.writes.get(uri) === write) this.writes.delete(uri);
      });
    this.writes.set(uri, write);
    return write;
  }

  /** Only what was written by an extension host that is gone, and not changed since it was read. */
  private async removeInherited(uri: string): Promise<void> {
    const left: Inherited[] = [];
    for (const one of this.inherited.get(uri) ?? []) {
      if (!writerIsGone(one.file)) left.push(one);
      else if ((await readFile(one.file, 'utf8').catch(() => '')) === one.content)
        await rm(one.file, { force: true });
    }
    if (left.length > 0) this.inherited.set(uri, left);
    else this.inherited.delete(uri);
  }

  private async files(uri: string): Promise<string[]> {
    const all = await readdir(this.folder).catch((): string[] => []);
    return all.filter((file) => file.startsWith(`${fileKey(uri)}.`) && /\.\d+\.[0-9a-f]+\.json$/.test(file));
  }

  private file(uri: string): string {
    return path.join(this.folder, `${fileKey(uri)}.${this.writer}.json`);
  }

  private isOwn(file: string): boolean {
    return file.endsWith(`.${this.writer}.json`);
  }
}

/** The base that a draft's content holds for a text; undefined where it is for others, or not a draft. */
function baseFor(content: string, uri: string, wanted: string): BaseText | undefined {
  try {
    const draft = JSON.parse(content) as Record<string, unknown>;
    const { texts, text, mtime, size, base: comparedText } = draft;
    if (draft.uri !== uri || !Array.isArray(texts) || !texts.includes(wanted)) return undefined;
    if (typeof text !== 'string' || typeof mtime !== 'number' || typeof size !== 'number') return undefined;
    return { text, mtime, size, ...(typeof comparedText === 'string' ? { comparedText } : {}) };
  } catch {
    return undefined;
  }
}

/** The stored form calls `comparedText` `base`, as released versions do. */
function stored({ text, mtime, size, comparedText }: BaseText): Record<string, unknown> {
  const kept = { text: withoutPasswords(text), mtime, size };
  return comparedText === undefined ? kept : { ...kept, base: withoutPasswords(comparedText) };
}

function sameBase(a: BaseText, b: BaseText): boolean {
  return a.text === b.text && a.comparedText === b.comparedText;
}

/** A password could be guessed from a digest of the text that has it. */
function digest(text: string): string {
  return createHash('sha256').update(withoutPasswords(text)).digest('base64url').slice(0, 24);
}

function fileKey(uri: string): string {
  return createHash('sha256').update(uri).digest('hex').slice(0, 32);
}
