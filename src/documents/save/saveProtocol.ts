import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import type { Log } from '../../platform/log';
import { say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import { sentence, UserError } from '../../platform/sentences';
import type { Version } from '../fileSystem/version';
import { isInFront, type HiddenSaves } from './hiddenSaves';
import { isUtf8, SavedTexts, textOfBytes, type WrittenDocument } from './savedText';
import { notUtf8, otherText } from './saveMessages';

/** What the stat before a write found out. */
export interface Check {
  /** The answer to VS Code, which asks Compare / Overwrite where this is newer than its own. */
  version: Version;
  /** What VS Code asks about then, as `path=server's value`. */
  conflicts: ReadonlySet<string>;
  /** The server's record, where it was read. */
  server?: Client;
  /** Why it could not be read. */
  error?: unknown;
}

/** A write, with what is known of the save that it belongs to. */
export interface Write {
  text: string;
  check: Check | undefined;
  /** What the user has answered already, with VS Code's Overwrite. */
  answered: ReadonlySet<string>;
  /** Auto save asked for it, not the user. */
  automatic: boolean;
  /** The editor was in front when the save began; what the user does while it runs changes nothing. */
  inFront: boolean;
}

/** What is saved: a client of the server, or one that is to be created. */
export interface SaveStrategy {
  /** Looks at the server before a write. Never throws. */
  check(text: string): Promise<Check>;
  /**
   * Sends a text. Returns the version of the file from now on. Throws a `UserError` or `ApiError` with one sentence when
   * nothing was saved, or when nobody knows.
   */
  send(write: Write): Promise<Version>;
  /** VS Code knows that the text was saved. */
  saved(text: string): void;
  /** VS Code knows that nothing was saved. */
  refused?(): void;
}

/** A text was saved. */
interface Saved {
  version: Version;
  /** VS Code has announced the save, so it will also end it with `didSave`. After others' writes it does not. */
  announced: boolean;
}

/** Why nothing was saved. */
interface Refusal {
  error: UserError;
  /** Some stat has thrown it: VS Code's own, or one of another extension. */
  delivered: boolean;
  /** The user went on, so stats do not throw it any more. */
  over: boolean;
}

const none: ReadonlySet<string> = new Set();

/**
 * Milliseconds. The write follows its stat at once. After longer the record may be old: somebody else's stat asked for it, or the
 * save never came to its write.
 */
const maxCheckAge = 2_000;

/**
 * The steps of a save of one document, in the order in which VS Code takes them, and all state that lives only during a
 * save (docs/vscode-editing.md §2 and §5). Everybody may stat a document at any time, so an answer belongs to its save and
 * not to the stat that happens to ask.
 */
export class SaveProtocol {
  /** Of the save that VS Code has announced and not written yet. */
  private announced: { automatic: boolean; inFront: boolean; texts: SavedTexts } | undefined;
  private checking: Promise<Check> | undefined;
  /** The result of `checking`. After VS Code's question it stays until the save that answers it. */
  private check: Check | undefined;
  /** When `check` came, by the monotonic clock. */
  private checkedAt = 0;
  private answered = none;
  private outcome: Saved | Refusal | undefined;

  constructor(
    readonly uri: vscode.Uri,
    private readonly strategy: SaveStrategy,
    private readonly hidden: HiddenSaves,
    private readonly log: Log,
  ) {}

  /** 1. VS Code is about to save a text. Not called by its command Save without Formatting. */
  willSave(reason: vscode.TextDocumentSaveReason, text: string): void {
    const inFront = isInFront(this.uri);
    if (!inFront && reason === vscode.TextDocumentSaveReason.Manual) this.hidden.began(this.uri);
    this.announced = { automatic: isAutoSave(reason), inFront, texts: new SavedTexts(text) };
    // Overwrite is a save of its own. It answers what VS Code asked about in the save before it.
    this.answered = this.check?.conflicts ?? none;
    this.check = undefined;
    this.checking = undefined;
    this.outcome = undefined;
  }

  /**
   * 2. A stat of the dirty document. Of a save that the user asked for, the first one looks at the server and all others get
   * its answer: what VS Code asks about is what counts as answered. Undefined where no save is under way.
   */
  async statBeforeSave(text: string): Promise<Version | undefined> {
    if (this.announced === undefined) return this.check?.version;
    if (this.announced.automatic) return undefined;
    this.checking ??= this.strategy.check(text);
    const check = await this.checking;
    // If the write came first, nobody needs the answer any more.
    if (this.announced !== undefined && this.check !== check) {
      this.check = check;
      this.checkedAt = performance.now();
    }
    // VS Code asks by itself, so the batch of hidden editors does not wait for this one.
    if (check.conflicts.size > 0) this.hidden.ended(this.uri);
    return check.version;
  }

  /**
   * 3. The write. Bytes that are not what the user sees, such as those of another extension, are no save. A refusal of a save
   * that VS Code has announced comes from `statAfterWrite`, which gives the cleanest wording. Another extension may write without a stat.
   */
  async write(content: Uint8Array, document: WrittenDocument): Promise<void> {
    const text = textOfBytes(content, document);
    const utf8 = isUtf8(document);
    if (utf8 && (text === undefined || !this.isOwnText(text, document)))
      throw vscode.FileSystemError.NoPermissions(otherText());
    const { automatic, inFront } = this.announced ?? { automatic: false, inFront: isInFront(this.uri) };
    const { answered } = this;
    const announced = this.announced !== undefined;
    const isFresh = announced && performance.now() - this.checkedAt < maxCheckAge;
    const check = isFresh ? this.check : undefined;
    this.announced = undefined;
    this.check = undefined;
    this.checking = undefined;
    this.answered = none;
    this.outcome = undefined;
    try {
      if (!utf8 || text === undefined) throw new UserError(notUtf8(document.encoding));
      const version = await this.strategy.send({ text, check, answered, automatic, inFront });
      this.outcome = { version, announced };
    } catch (error) {
      if (!(error instanceof UserError)) this.log.failure('save', error);
      // VS Code makes a link of `[x](command:…)` here too, and the sentence may name the client.
      const refusal: Refusal = {
        error: new UserError(plainText(sentence(error))),
        delivered: false,
        over: false,
      };
      if (!announced) this.deliver(refusal);
      this.outcome = refusal;
    } finally {
      this.hidden.ended(this.uri);
    }
  }

  /**
   * 4. Every stat from the write on, by VS Code or others: the version that was saved until `didSave`, or the refusal until the next
   * save, write, edit or read. Undefined where no save has just been written.
   */
  statAfterWrite(): Version | undefined {
    const { outcome } = this;
    if (outcome === undefined) return undefined;
    if ('version' in outcome) return outcome.version;
    if (outcome.over) return undefined;
    return this.deliver(outcome);
  }

  /** 5. VS Code takes the text for saved. */
  didSave(text: string): void {
    const { outcome } = this;
    this.outcome = undefined;
    // Somebody else's stat had the refusal, then came an edit or a read: VS Code has not heard of it.
    if (outcome !== undefined && 'error' in outcome) say('error', outcome.error.message);
    else this.strategy.saved(text);
  }

  /** The user has typed, or VS Code has changed the text before it saves it. */
  edited(text: string): void {
    this.announced?.texts.add(text);
    this.wasRead();
  }

  /** The file is read, as by Revert: a refusal that VS Code has shown is over, and so is a save that it does not know of. */
  wasRead(): void {
    const { outcome } = this;
    if (outcome === undefined) return;
    if ('error' in outcome) outcome.over = outcome.delivered;
    else if (!outcome.announced) this.outcome = undefined;
  }

  /** The editor shows the server's text: neither a question nor a refusal is open any more. */
  synchronized(): void {
    this.announced = undefined;
    this.checking = undefined;
    this.check = undefined;
    if (this.isBetweenWriteAndDidSave) this.outcome = undefined;
    else this.wasRead();
  }

  private deliver(refusal: Refusal): never {
    if (!refusal.delivered && this.strategy.refused !== undefined)
      setImmediate(() => this.strategy.refused?.());
    refusal.delivered = true;
    throw new vscode.FileSystemError(refusal.error.message);
  }

  /**
   * Of a save that VS Code has announced the text may be some keystrokes old when it is written. A write without such a save is
   * Save without Formatting, or another extension's: then it counts only if it is what the user sees.
   */
  private isOwnText(text: string, document: WrittenDocument): boolean {
    return text === document.getText() || this.announced?.texts.has(text) === true;
  }

  /** A save was written, and VS Code has not taken note of it yet. */
  get isBetweenWriteAndDidSave(): boolean {
    return this.outcome !== undefined && 'version' in this.outcome;
  }
}

function isAutoSave(reason: vscode.TextDocumentSaveReason): boolean {
  return (
    reason === vscode.TextDocumentSaveReason.AfterDelay || reason === vscode.TextDocumentSaveReason.FocusOut
  );
}
