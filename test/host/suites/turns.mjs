// Prints the output of processes that run side by side one after another: that of the oldest running process at once, that
// of the others when those before it have ended.

export class Turns {
  #open = [];

  /** Adds a process at the end of the queue. */
  take(heading) {
    const turn = { text: heading, ended: false };
    this.#open.push(turn);
    this.#show();
    return {
      write: (text) => {
        turn.text += text;
        this.#show();
      },
      end: () => {
        turn.ended = true;
        this.#show();
      },
    };
  }

  #show() {
    while (this.#open.length > 0) {
      const [turn] = this.#open;
      process.stdout.write(turn.text);
      turn.text = '';
      if (!turn.ended) return;
      this.#open.shift();
    }
  }
}
