/** How long typing has to pause before the server is asked. */
export const typingPause = 250;

export interface SearchScreen<T> {
  /** Something is awaited, or no longer. */
  busy(waiting: boolean): void;
  /** The answer to exactly the text that stands in the box. */
  result(text: string, answer: T): void;
  failure(text: string, error: unknown): void;
}

/** Calls back later; the result calls it off. */
export type Later = (milliseconds: number, work: () => void) => () => void;

const timeout: Later = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * As-you-type search: asks when typing pauses, cancels what is under way when the text changes, never asks twice at
 * once, and never shows an answer to another text than the one in the box.
 */
export class LiveSearch<T> {
  private text = '';
  private stopWaiting: (() => void) | undefined;
  private running: AbortController | undefined;
  private due = false;
  private ended = false;

  constructor(
    private readonly ask: (text: string, signal: AbortSignal) => Promise<T>,
    private readonly screen: SearchScreen<T>,
    private readonly later: Later = timeout,
  ) {}

  /** The text in the box changed. */
  type(typed: string): void {
    const text = typed.trim();
    if (text === this.text || this.ended) return;
    this.cancel();
    this.text = text;
    this.screen.busy(text !== '');
    if (text === '') return;
    this.stopWaiting = this.later(typingPause, () => {
      this.due = true;
      void this.run();
    });
  }

  /** Asks again for the same text, e.g. after a failure. */
  again(): void {
    const { text } = this;
    this.text = '';
    this.type(text);
  }

  dispose(): void {
    this.ended = true;
    this.cancel();
  }

  private cancel(): void {
    this.stopWaiting?.();
    this.due = false;
    this.running?.abort();
  }

  private async run(): Promise<void> {
    if (this.running !== undefined) return;
    const running = new AbortController();
    this.running = running;
    this.due = false;
    const { text } = this;
    const current = () => !running.signal.aborted;
    try {
      const answer = await this.ask(text, running.signal);
      if (current()) this.screen.result(text, answer);
    } catch (error) {
      if (current()) this.screen.failure(text, error);
    }
    this.running = undefined;
    if (this.due) void this.run();
    else if (current()) this.screen.busy(false);
  }
}
