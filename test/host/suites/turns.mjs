// The output of processes that run side by side, one after another: the oldest that still runs is shown as it comes,
// the others are kept until it is their turn.

export class Turns {
  #open = [];

  /** A place behind the others. What is written to it is shown when those before it have ended. */
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
