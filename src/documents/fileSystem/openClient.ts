import type * as vscode from 'vscode';
import type { Client } from '../../api/types';
import type { ClientAddress } from '../../platform/clientUri';
import type { JsonObject } from '../../records/json';
import type { Problem } from '../../records/check/problems';
import { parseText } from '../../records/text/parse';
import { documentProblems, type LastSave, type ServerValidation } from '../language/documentProblems';
import type { SaveProtocol } from '../save/saveProtocol';
import type { Version } from './version';

/** The base: a text that the editor and the server agreed on, which the user's changes are compared with. */
export interface BaseText extends Version {
  text: string;
  /**
   * What changes are compared with instead of `text`, where `text` leaves out or misstates values that the base had and
   * nothing of that was sent.
   */
  comparedText?: string;
}

/** A text made for a read, and the record that it shows. */
export interface ReadText extends BaseText {
  record: Client;
}

/** One open client document: its base, the server's newest record, and the last answers to VS Code. */
export class OpenClient {
  /** Undefined when unknown: VS Code restored the text and no draft was kept. Never guessed. */
  base: BaseText | undefined;
  /** The newest record that was read or written. */
  record: Client | undefined;
  /** The server no longer has this client. */
  gone = false;

  /** The newest text that a read returned, which the editor may or may not have taken. */
  lastRead: ReadText | undefined;
  /** The read that is under way: a stat and a read that come together share one request. */
  loading: Promise<ReadText> | undefined;
  /** A newer record that a clean editor is about to load, so that no second request is needed. */
  incoming: Client | undefined;
  /** Runs while the base of a document that was just opened is looked up in memory and on disk. */
  adopting: Promise<void> | undefined;

  /** What a stat of the clean document answers. */
  version: Version | undefined;
  /** What the last stat of the clean document said: the client is deleted, so it is read-only. */
  reportedDeleted: boolean | undefined;
  /** What the last stat of the clean document said: the account is read-only. */
  reportedReadOnly: boolean | undefined;

  /** What the server did not accept (422), until a save succeeds. */
  validation: ServerValidation | undefined;
  /** The last save, to mark what the server did not take. */
  lastSave: LastSave | undefined;

  /** The steps and the state of a save of this document. */
  readonly save: SaveProtocol;

  private newestTime = 0;
  private largestSize = 0;
  private parsed: { text: string; value: JsonObject | undefined } | undefined;

  constructor(
    readonly uri: vscode.Uri,
    readonly address: ClientAddress,
    saveOf: (client: OpenClient) => SaveProtocol,
  ) {
    this.save = saveOf(this);
  }

  /** Marks changes of the session as this document's own. */
  get origin(): string {
    return this.uri.toString();
  }

  /** The base as a record; undefined where there is none. */
  baseRecord(): Client | undefined {
    if (this.base === undefined) return undefined;
    const text = this.base.comparedText ?? this.base.text;
    if (this.parsed?.text !== text) this.parsed = { text, value: parseText(text).value };
    // A text shows what a client's record says, without the fields that are never shown.
    return this.parsed.value as Client | undefined;
  }

  /** What to mark in a text of this document. */
  readonly problems = (text: string): Problem[] =>
    documentProblems(text, {
      base: this.baseRecord(),
      server: this.record,
      validation: this.validation,
      lastSave: this.lastSave,
    });

  /** The editor and the server agree on a text from now on. `updatedAt` in seconds; `comparedText` as in `BaseText`. */
  adoptBase(text: string, updatedAt: number, comparedText?: string): BaseText {
    const base: BaseText = { text, ...this.nextVersion(text, updatedAt) };
    if (comparedText !== undefined) base.comparedText = comparedText;
    this.base = base;
    this.version = base;
    // Undo may bring an older text back: it must not pass for the newest one.
    this.lastRead = undefined;
    return base;
  }

  /** Later than every version before, and not before the server's own time. `updatedAt` in seconds. */
  nextVersion(text: string, updatedAt: number): Version {
    this.newestTime = Math.max(updatedAt * 1000, this.newestTime + 1);
    return { mtime: this.newestTime, size: Buffer.byteLength(text) };
  }

  /** A version that VS Code takes for a conflict: later than all before, and of a size that none of them had. */
  conflictVersion(mine: string): Version {
    this.newestTime = Math.max(Date.now(), this.newestTime + 1);
    this.largestSize = Math.max(this.largestSize, this.base?.size ?? 0, Buffer.byteLength(mine)) + 1;
    return { mtime: this.newestTime, size: this.largestSize };
  }

  /**
   * A version that is not newer, whatever VS Code compares it with: its base may be older than ours, since a stat of a
   * dirty document is also part of Revert and of what VS Code restores after a restart.
   */
  oldVersion(text: string): Version {
    return { mtime: 1, size: this.base?.size ?? Buffer.byteLength(text) };
  }
}
