/**
 * What of VS Code the documents feature talks to, on plain Node: events, URIs and an editor that calls the file system in
 * exactly the order, and decides by exactly the rules, that docs/vscode-editing.md §2 and §6 describe of 1.110
 * and 1.139. The unit build puts this module in the place of `vscode`.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { URI, Utils } from 'vscode-uri';

export const Uri = Object.assign(URI, { joinPath: Utils.joinPath.bind(Utils) });
export type Uri = URI;

export const env = { language: 'en' };

type Listener<T> = (value: T) => unknown;

export class Disposable {
  static from(...items: { dispose(): void }[]): Disposable {
    return new Disposable(() => items.forEach((item) => item.dispose()));
  }
  constructor(readonly dispose: () => void) {}
}

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => void this.listeners.delete(listener));
  };
  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export enum FileType {
  File = 1,
  Directory = 2,
}
export enum FilePermission {
  Readonly = 1,
}
export enum FileChangeType {
  Changed = 1,
  Created = 2,
  Deleted = 3,
}
export enum TextDocumentSaveReason {
  Manual = 1,
  AfterDelay = 2,
  FocusOut = 3,
}
export enum ViewColumn {
  Beside = -2,
}
export enum DiagnosticSeverity {
  Error = 0,
  Warning = 1,
}

export class FileSystemError extends Error {
  static FileNotFound = (what?: unknown) => new FileSystemError(String(what), 'FileNotFound');
  static NoPermissions = (what?: unknown) => new FileSystemError(String(what), 'NoPermissions');
  static Unavailable = (what?: unknown) => new FileSystemError(String(what), 'Unavailable');
  constructor(
    message?: string,
    readonly code = 'Unknown',
  ) {
    super(message);
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}
export class Range {
  constructor(
    readonly start: Position,
    readonly end: Position,
  ) {}
}
export class Diagnostic {
  source = '';
  code = '';
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: DiagnosticSeverity,
  ) {}
}
export class TabInputText {
  constructor(readonly uri: URI) {}
}
export class TabInputTextDiff {}
export class MarkdownString {}
export class Hover {}
export class InlayHint {}
export class CodeLens {}

export const l10n = {
  t: (text: string, ...values: unknown[]) =>
    text.replace(/\{(\d+)\}/g, (_, n: string) => String(values[Number(n)])),
};

const registered = () => new Disposable(() => undefined);

export const languages = {
  createDiagnosticCollection: () => ({
    set: () => undefined,
    delete: () => undefined,
    dispose: () => undefined,
  }),
  registerCompletionItemProvider: registered,
  registerHoverProvider: registered,
  registerInlayHintsProvider: registered,
  registerCodeLensProvider: registered,
};

export interface Document {
  uri: URI;
  isDirty: boolean;
  isClosed: boolean;
  encoding: string;
  languageId: string;
  getText(): string;
  positionAt(offset: number): Position;
}

interface Tab {
  input: TabInputText;
}

interface Change {
  document: Document;
  contentChanges: unknown[];
}
interface WillSave {
  document: Document;
  reason: TextDocumentSaveReason;
}

/** One window: what an extension host sees of its own documents, and nothing of those of other windows. */
export class ModelWindow {
  documents: Document[] = [];
  readonly tabGroups = {
    all: [] as { tabs: Tab[]; activeTab: Tab }[],
    activeTabGroup: { activeTab: undefined as Tab | undefined },
  };
  readonly events = {
    open: new EventEmitter<Document>(),
    close: new EventEmitter<Document>(),
    change: new EventEmitter<Change>(),
    will: new EventEmitter<WillSave>(),
    did: new EventEmitter<Document>(),
  };
  /** Milliseconds by which the clock of this window's machine is ahead. */
  clockError = 0;
  /** What is written to this window's disk ends after a part. */
  diskFull = false;

  /** Runs work in this window's extension host, with all that it does later. */
  run<T>(work: () => T): T {
    return running.run(this, work);
  }
}

const running = new AsyncLocalStorage<ModelWindow>();
const onlyWindow = new ModelWindow();

/** The window in whose extension host this code runs. */
export const activeWindow = (): ModelWindow => running.getStore() ?? onlyWindow;

export const workspace = {
  get textDocuments(): Document[] {
    return activeWindow().documents;
  },
  onDidOpenTextDocument: (listener: Listener<Document>) => activeWindow().events.open.event(listener),
  onDidCloseTextDocument: (listener: Listener<Document>) => activeWindow().events.close.event(listener),
  onDidChangeTextDocument: (listener: Listener<Change>) => activeWindow().events.change.event(listener),
  onWillSaveTextDocument: (listener: Listener<WillSave>) => activeWindow().events.will.event(listener),
  onDidSaveTextDocument: (listener: Listener<Document>) => activeWindow().events.did.event(listener),
  registerTextDocumentContentProvider: registered,
  getConfiguration: () => ({ get: () => undefined }),
};

/** What the next dialog is answered with: the label of a button, chosen from those it has. */
export const dialogs: { answer: (text: string, buttons: string[]) => Promise<string | undefined> } = {
  answer: () => Promise.resolve(undefined),
};

const dialog = (text: string, _options: unknown, ...buttons: string[]) => dialogs.answer(text, buttons);

export const window = {
  visibleTextEditors: [],
  activeTextEditor: undefined,
  get tabGroups(): ModelWindow['tabGroups'] {
    return activeWindow().tabGroups;
  },
  showInformationMessage: dialog,
  showWarningMessage: dialog,
  showErrorMessage: dialog,
};

export interface Stat {
  mtime: number;
  size: number;
  permissions?: FilePermission;
}

export interface Provider {
  stat(uri: URI): Promise<Stat>;
  readFile(uri: URI): Promise<Uint8Array>;
  writeFile(uri: URI, content: Uint8Array): Promise<void>;
}

/** What VS Code keeps of a dirty document over a restart. */
export interface Backup {
  text: string;
  base: Stat;
}

export type SaveResult = 'saved' | 'failed' | 'cancelled';

/** One editor with one file: VS Code's TextFileEditorModel and the part of its file service that guards a save. */
export class Editor implements Document {
  isClosed = false;
  languageId = 'ninja-client';
  isDirty = false;
  /** As the user or a setting chose it: what VS Code makes bytes of a text with. */
  encoding: BufferEncoding = 'utf8';
  private readonly window = activeWindow();
  private text = '';
  private base: Stat = { mtime: 0, size: 0 };
  private reload: Promise<void> = Promise.resolve();
  /** The sentence of the last failed save. */
  failure = '';
  /** The text of the last save that succeeded. */
  savedText = '';
  /** The text of the save that is running. */
  sending = '';

  /** `between` runs between any two calls into the extension: the moment for a second user. */
  constructor(
    readonly uri: URI,
    public provider: Provider,
    private readonly between: (
      next: 'stat' | 'read' | 'write' | 'stat after write' | 'did save',
    ) => Promise<void>,
    private readonly conflict: () => 'overwrite' | 'cancel',
  ) {}

  getText(): string {
    return this.text;
  }

  positionAt(offset: number): Position {
    const lines = this.text.slice(0, offset).split('\n');
    return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  }

  /** VS Code does not let the user type. */
  get isReadOnly(): boolean {
    return !this.isDirty && this.base.permissions === FilePermission.Readonly;
  }

  async open(): Promise<void> {
    const [content, stat] = await Promise.all([
      this.provider.readFile(this.uri),
      this.provider.stat(this.uri),
    ]);
    this.text = Buffer.from(content).toString();
    this.base = stat;
    this.show();
    this.window.events.open.fire(this);
    await this.provider.stat(this.uri);
  }

  type(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.isDirty = true;
    this.window.events.change.fire({ document: this, contentChanges: [this.text] });
  }

  async save(reason = TextDocumentSaveReason.Manual, overwrite = false): Promise<SaveResult> {
    this.window.events.will.fire({ document: this, reason });
    // What is saved is the text of this moment, whatever is typed from now on.
    const sent = this.text;
    this.sending = sent;
    await this.between('stat');
    const stat = await this.provider.stat(this.uri).catch(() => undefined);
    if (stat?.permissions === FilePermission.Readonly) return this.fail('read-only');
    if (stat !== undefined && !overwrite && (await this.isNewer(stat, sent))) {
      if (this.conflict() === 'cancel') return 'cancelled';
      return this.save(reason, true);
    }
    await this.between('write');
    try {
      await this.provider.writeFile(this.uri, Buffer.from(sent, this.encoding));
      await this.between('stat after write');
      this.base = await this.provider.stat(this.uri);
    } catch (error) {
      return this.fail(error instanceof Error ? error.message : String(error));
    }
    this.isDirty = this.text !== sent;
    this.savedText = sent;
    await this.between('did save');
    this.window.events.did.fire(this);
    await this.reload;
    return 'saved';
  }

  async revert(): Promise<void> {
    const [content, stat] = await Promise.all([
      this.provider.readFile(this.uri),
      this.provider.stat(this.uri),
    ]);
    this.take(Buffer.from(content).toString(), stat);
  }

  /** A change event of the provider. A dirty editor does not even ask. */
  changed(type: FileChangeType): void {
    this.reload = this.reload.then(async () => {
      if (this.isDirty || type !== FileChangeType.Changed) return;
      const stat = await this.provider.stat(this.uri).catch(() => undefined);
      if (stat === undefined) return;
      if (stat.mtime === this.base.mtime && stat.size === this.base.size) return;
      const content = Buffer.from(await this.provider.readFile(this.uri)).toString();
      if (!this.isDirty) this.take(content, stat);
    });
  }

  settled(): Promise<void> {
    return this.reload;
  }

  /** The extension host is gone and a new one knows the document: without any call of the file system. */
  adoptedBy(provider: Provider): void {
    this.provider = provider;
  }

  /** The window is closing: no document is known any more. */
  leave(): void {
    this.window.documents = this.window.documents.filter((document) => document !== this);
  }

  /** What VS Code would restore now. */
  backup(): Backup {
    return { text: this.text, base: this.base };
  }

  /**
   * After a reload of the window the dirty text and its base come from VS Code's own backup: no stat, no read. After a crash
   * the backup may be older than what was typed last.
   */
  restoredBy(provider: Provider, backup?: Backup): Promise<void> {
    this.provider = provider;
    if (backup !== undefined) {
      this.isDirty = true;
      this.text = backup.text;
      this.base = backup.base;
    }
    if (!this.isDirty) return this.open();
    this.show();
    this.window.events.open.fire(this);
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
    this.window.documents = this.window.documents.filter((document) => document !== this);
    this.window.events.close.fire(this);
  }

  private show(): void {
    this.window.documents.push(this);
    const tab = { input: new TabInputText(this.uri) };
    this.window.tabGroups.activeTabGroup.activeTab = tab;
    this.window.tabGroups.all = [{ tabs: [tab], activeTab: tab }];
  }

  private take(text: string, stat: Stat): void {
    const before = this.text;
    this.text = text;
    this.base = stat;
    this.isDirty = false;
    if (text !== before) this.window.events.change.fire({ document: this, contentChanges: [this.text] });
  }

  /** validateWriteFile: later, another size than the base's, and not the very bytes that are about to be written. */
  private async isNewer(stat: Stat, sent: string): Promise<boolean> {
    if (stat.mtime <= this.base.mtime || stat.size === this.base.size) return false;
    if (Buffer.byteLength(sent) !== stat.size) return true;
    return Buffer.from(await this.provider.readFile(this.uri)).toString() !== sent;
  }

  private fail(message: string): SaveResult {
    this.failure = message;
    return 'failed';
  }
}
