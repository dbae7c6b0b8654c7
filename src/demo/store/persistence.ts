import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { FileStore } from './fileStore';
import { dumpStore, restoreStore, type DumpLine, type StoreDump } from './dump';
import type { LazyRows, Store } from './store';

const DELAY = 500;
const CHUNK = 1024 * 1024;

/** Keeps the state in a folder. Written half a second after a change, on request and on closing, through a temporary file. */
export class Persistence {
  private readonly file: string;
  private timer: NodeJS.Timeout | undefined;
  private current: () => Store = () => {
    throw new Error('nothing to persist yet');
  };

  constructor(
    folder: string,
    private readonly files: FileStore,
    private readonly mayWrite: () => boolean = () => true,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.file = path.join(folder, 'state.jsonl');
  }

  /** The stored state, if any. `lazy` creates the sample rows that had not been read when it was stored. */
  load(lazy: LazyRows | undefined): Store | undefined {
    if (!existsSync(this.file)) return undefined;
    const [head, ...rows] = readFileSync(this.file, 'utf8').trimEnd().split('\n');
    return restoreStore(
      JSON.parse(head ?? '{}') as StoreDump,
      rows.map((row) => JSON.parse(row) as DumpLine),
      lazy,
    );
  }

  /** Saves after every change of the store. */
  watch(current: () => Store): void {
    this.current = current;
    const schedule = (): void => {
      this.timer ??= setTimeout(() => {
        this.flush();
      }, DELAY);
    };
    current().onWrite = schedule;
    schedule();
  }

  /** Writes now, if there is a change. Throws where it may not be written (any more). */
  flushChanges(): void {
    if (this.timer === undefined) return;
    this.flush();
    if (!this.mayWrite()) throw new Error('The folder belongs to another process.');
  }

  /** Writes now, where that is allowed. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.mayWrite()) return;
    this.files.writePending();
    const temporary = `${this.file}.${process.pid}.tmp`;
    const handle = openSync(temporary, 'w', 0o600);
    try {
      let text = '';
      for (const line of dumpStore(this.current())) {
        text += `${JSON.stringify(line)}\n`;
        if (text.length > CHUNK) {
          writeSync(handle, text);
          text = '';
        }
      }
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, this.file);
  }
}
