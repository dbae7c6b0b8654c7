import type * as vscode from 'vscode';
import type { Client } from '../../api/types';
import type { ClientAddress } from '../../platform/clientUri';
import type { JsonObject } from '../../records/json';
import { parseText } from '../../records/text/parse';
import type { Problem } from '../../records/check/problems';
import { findingsOf, type Knowledge, type Refusal } from '../language/findings';

/** What VS Code is told of a file. It calls a file newer only when the time is later *and* the size differs. */
export interface Version {
  /** Milliseconds. */
  mtime: number;
  /** Bytes. */
  size: number;
}

/** A text the editor was in sync with: what a user's changes are compared with. */
export interface Given extends Version {
  text: string;
  /** What it is compared by, where the text leaves out or misstates what was there and nothing of it was sent. */
  base?: string;
}

/** What the stat before a save found out. */
export type Check =
  | { kind: 'nothing' }
  | { kind: 'read'; server: Client; contested: ReadonlySet<string> }
  | { kind: 'failed'; error: unknown };

/** What a save left to do once VS Code has taken note of it. */
export interface FollowUp {
  text: string;
  record: Client;
  /** The text that was saved, to see whether the user typed on. */
  saved: string;
}

/**
 * The state of one open document, alone. A save goes idle → checked (stat) → written (write) → idle (stat, did-save);
 * see ARCHITECTURE.md, "Life of a save".
 */
export class OpenClient {
  /** What the editor was last in sync with; undefined when unknown (restored, and no draft was kept). */
  given: Given | undefined;
  /** The newest text handed out by a read, which the editor may or may not take. */
  lastRead: (Given & { record: Client }) | undefined;
  /** Set by will-save, consumed by the write. */
  reason: vscode.TextDocumentSaveReason | undefined;
  check: Check | undefined;
  /** What VS Code last asked the user about, as `path=server's value`. */
  askedAbout: ReadonlySet<string> = new Set();
  /** Thrown by exactly one stat: that of the save it belongs to (cleanest wording, editing facts §5). */
  pendingError: Error | undefined;
  /** Set between a write and the stat that follows it. */
  written: Version | undefined;
  followUp: FollowUp | undefined;
  refusal: Refusal | undefined;
  sent: Knowledge['sent'];
  /** A newer record that a clean editor is about to load, so that no second request is needed. */
  incoming: Client | undefined;
  /** While it is found out what an opened document is based on. */
  adopting: Promise<void> | undefined;
  loading: Promise<Given & { record: Client }> | undefined;
  /** What a stat of a clean document answers. */
  current: Version | undefined;
  gone = false;
  /** What the last stat of a clean document said of it: deleted, so read-only. */
  toldLocked: boolean | undefined;
  /** And whether it said that the account is read-only. */
  toldReadOnly: boolean | undefined;
  /** The newest record that was read or written, for its state. */
  record: Client | undefined;
  private newest = 0;
  private largest = 0;
  private parsed: { text: string; value: JsonObject | undefined } | undefined;

  /** Marks changes of the session as this document's own. */
  get origin(): string {
    return this.uri.toString();
  }

  constructor(
    readonly uri: vscode.Uri,
    readonly address: ClientAddress,
  ) {}

  /** The base as a record: what the editor's own text said when it was in sync. */
  baseRecord(): Client | undefined {
    if (this.given === undefined) return undefined;
    const text = this.given.base ?? this.given.text;
    if (this.parsed?.text !== text) this.parsed = { text, value: parseText(text).value };
    // A text says what a client's record says, without what is never shown.
    return this.parsed.value as Client | undefined;
  }

  /** What to mark in a text of this document. */
  readonly findings = (text: string): Problem[] =>
    findingsOf(text, {
      base: this.baseRecord(),
      server: this.record,
      refusal: this.refusal,
      sent: this.sent,
    });

  /** A time later than any told before, and not before the server's own stamp. */
  nextVersion(text: string, updatedAt: number): Version {
    this.newest = Math.max(updatedAt * 1000, this.newest + 1);
    return { mtime: this.newest, size: Buffer.byteLength(text) };
  }

  /** A version that VS Code takes for a conflict: later than any told, and of a size that none of them had. */
  conflictVersion(mine: string): Version {
    const mtime = (this.newest = Math.max(Date.now(), this.newest + 1));
    this.largest = Math.max(this.largest, this.given?.size ?? 0, Buffer.byteLength(mine)) + 1;
    return { mtime, size: this.largest };
  }

  /** The editor and the server agree on a text from now on; `base` as in `Given`. */
  settle(text: string, updatedAt: number, base?: string): void {
    this.given = { text, ...this.nextVersion(text, updatedAt), ...(base === undefined ? {} : { base }) };
    this.current = this.given;
    this.written = this.given;
    // Undo may bring an older text back: it must not pass for the newest one.
    this.lastRead = undefined;
  }

  /**
   * "Not newer", whatever VS Code believes: its base may be older than ours, as a stat of a dirty document is also part of
   * Revert, and of what it restores after a restart.
   */
  oldVersion(text: string): Version {
    return { mtime: 1, size: this.given?.size ?? Buffer.byteLength(text) };
  }
}
