/** Milliseconds without a key before the server is asked. */
export const typingPause = 250;

/** The box and the list of a search. */
export interface SearchView<T> {
  /** The text changed: what was found before does not belong to it any more. */
  clear(): void;
  /** An answer is awaited, or no longer. */
  busy(waiting: boolean): void;
  /** The answer to exactly the text in the box. */
  result(answer: T): void;
  failure(error: unknown): void;
}

/** Runs `work` after so many milliseconds; the returned function cancels that. */
export type Later = (milliseconds: number, work: () => void) => () => void;

const timeout: Later = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};

/** What differs between searches; `later` is replaced by tests. */
export interface LiveSearchOptions {
  /** Whether the server is asked for an empty text too. */
  emptyText?: boolean;
  later?: Later;
}

/**
 * As-you-type search: asks when typing pauses, cancels a running request when the text changes, never has two requests
 * at once, and never shows the answer to another text than the one in the box. It begins with an empty text.
 */
export class LiveSearch<T> {
  private current = '';
  private state: 'idle' | 'pending' | 'answered' | 'failed' = 'idle';
  private cancelPause: (() => void) | undefined;
  private running: AbortController | undefined;
  /** The typing pause is over, but an earlier request has not ended yet. */
  private due = false;
  private disposed = false;

  constructor(
    private readonly ask: (text: string, signal: AbortSignal) => Promise<T>,
    private readonly view: SearchView<T>,
    private readonly options: LiveSearchOptions = {},
  ) {}

  /** The text in the box, without blanks around it. */
  get text(): string {
    return this.current;
  }

  /** The answer to the text in the box is there. */
  get answered(): boolean {
    return this.state === 'answered';
  }

  /** The request for the text in the box failed. */
  get failed(): boolean {
    return this.state === 'failed';
  }

  /** The text in the box changed. */
  type(typed: string): void {
    const text = typed.trim();
    if (this.disposed || (text === this.text && !this.failed)) return;
    this.cancel();
    this.current = text;
    this.view.clear();
    if (!this.begin()) return;
    const { later = timeout } = this.options;
    this.cancelPause = later(typingPause, () => this.start());
  }

  /** Asks for the same text at once: at the start, after a failure, or when something else about the search changed. */
  again(): void {
    if (this.disposed) return;
    this.cancel();
    if (this.begin()) this.start();
  }

  dispose(): void {
    this.disposed = true;
    this.cancel();
  }

  private begin(): boolean {
    const asks = this.text !== '' || this.options.emptyText === true;
    this.state = asks ? 'pending' : 'idle';
    this.view.busy(asks);
    return asks;
  }

  private cancel(): void {
    this.cancelPause?.();
    this.due = false;
    this.running?.abort();
  }

  /** `run` shows what fails; what fails of that, the view itself, is nobody's to hear. */
  private start(): void {
    this.run().catch(() => undefined);
  }

  private async run(): Promise<void> {
    if (this.running !== undefined) {
      this.due = true;
      return;
    }
    const running = new AbortController();
    const { signal } = running;
    this.running = running;
    this.due = false;
    try {
      const answer = await this.ask(this.text, signal);
      if (!signal.aborted) this.end('answered', () => this.view.result(answer));
    } catch (error) {
      if (!signal.aborted) this.end('failed', () => this.view.failure(error));
    }
    this.running = undefined;
    if (this.due) this.start();
    else if (!signal.aborted) this.view.busy(false);
  }

  private end(state: 'answered' | 'failed', show: () => void): void {
    this.state = state;
    show();
  }
}
