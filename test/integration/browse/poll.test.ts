import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { PollTimer, type PollHost } from '../../../src/browse/list/pollTimer';
import type { Session } from '../../../src/session/session';

/** A window and a clock in the test's hand. */
class HandHost implements PollHost {
  private readonly changed = new vscode.EventEmitter<void>();
  private work: (() => void) | undefined;
  readonly onDidChangeWindowState = this.changed.event;
  waits: number | undefined;
  inFront = true;

  focused(): boolean {
    return this.inFront;
  }

  after(milliseconds: number, work: () => void): vscode.Disposable {
    this.waits = milliseconds;
    this.work = work;
    return { dispose: () => (this.waits = this.work = undefined) };
  }

  bring(inFront: boolean): void {
    this.inFront = inFront;
    this.changed.fire();
  }

  /** Lets the time pass. */
  ring(): void {
    const { work } = this;
    this.waits = this.work = undefined;
    work?.();
  }
}

describe('looking for changes', () => {
  const minutes = (value: number | undefined) =>
    vscode.workspace
      .getConfiguration('ninjaClients')
      .update('pollMinutes', value, vscode.ConfigurationTarget.Global);
  let host: HandHost;
  let timer: PollTimer;
  let polls: number;
  let polled: () => void;

  beforeEach(() => {
    polls = 0;
    polled = () => undefined;
    host = new HandHost();
  });

  afterEach(async () => {
    timer.dispose();
    await minutes(undefined);
  });

  const start = () => {
    const session = { account: { id: 'a' } } as Session;
    const poll = () => {
      polls++;
      polled();
      return Promise.resolve({ newClients: 0 });
    };
    timer = timerOf({ createPoll: () => ({ poll }) }, [session], host);
  };

  it('is off unless the user wants it, and begins with the setting', async () => {
    start();
    assert.equal(host.waits, undefined);
    await minutes(3);
    assert.equal(host.waits, 180_000);
    await minutes(0);
    assert.equal(host.waits, undefined);
  });

  it('goes on after each look, pauses while the window is in the background and goes on after that', async () => {
    await minutes(1);
    start();
    const once = new Promise<void>((resolve) => (polled = resolve));
    host.ring();
    await once;
    await new Promise(setImmediate);
    assert.equal(polls, 1);
    assert.equal(host.waits, 60_000, 'the next look is awaited');
    host.bring(false);
    assert.equal(host.waits, undefined, 'nothing is awaited in the background');
    host.ring();
    assert.equal(polls, 1);
    host.bring(true);
    assert.equal(host.waits, 60_000);
  });

  it('goes on after a look that failed, and never again once it is disposed', async () => {
    await minutes(1);
    let failing: (() => void) | undefined;
    const session = { account: { id: 'a' } } as Session;
    const poll = () => new Promise<never>((_, reject) => (failing = () => reject(new Error('broken'))));
    timer = timerOf({ createPoll: () => ({ poll }) }, [session], host);
    for (const disposed of [false, true]) {
      host.ring();
      await new Promise(setImmediate);
      assert.ok(failing);
      if (disposed) timer.dispose();
      failing();
      failing = undefined;
      await new Promise(setImmediate);
      assert.equal(host.waits, disposed ? undefined : 60_000);
    }
    host.bring(true);
    assert.equal(host.waits, undefined);
  });
});

function timerOf(
  browsing: Awaited<ReturnType<ConstructorParameters<typeof PollTimer>[2]>>,
  sessions: readonly Session[],
  host: PollHost,
): PollTimer {
  return new PollTimer(
    () => sessions,
    () => undefined,
    () => Promise.resolve(browsing),
    host,
  );
}
