import * as vscode from 'vscode';
import { inBackground } from '../../platform/messages';
import { settings } from '../../platform/settings';
import type { Session } from '../../session/session';
import { clientsInTabs } from '../editors/openEditors';
import type { LazyParts } from '../lazyParts';

/** The window and the clock; tests replace them. */
export interface PollHost {
  focused(): boolean;
  onDidChangeWindowState: vscode.Event<unknown>;
  /** Runs the work after so many milliseconds, unless it is disposed before. */
  after(milliseconds: number, work: () => void): vscode.Disposable;
}

const windowHost: PollHost = {
  focused: () => vscode.window.state.focused,
  onDidChangeWindowState: (listener) => vscode.window.onDidChangeWindowState(listener),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** Polls all accounts in use every few minutes, if the user wants that and while the window has the focus. */
export class PollTimer implements vscode.Disposable {
  private readonly polls = new WeakMap<Session, ReturnType<LazyParts['createPoll']>>();
  private timer: vscode.Disposable | undefined;
  private disposed = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly sessions: () => readonly Session[],
    private readonly onNewClients: (session: Session, count: number) => void,
    /** Loads the bundle of the poll. */
    private readonly lazyParts: () => Promise<Pick<LazyParts, 'createPoll'>>,
    private readonly host: PollHost = windowHost,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('ninjaClients.pollMinutes')) this.schedule();
      }),
      host.onDidChangeWindowState(() => this.schedule()),
    ];
    this.schedule();
  }

  dispose(): void {
    this.disposed = true;
    this.timer?.dispose();
    for (const each of this.subscriptions) each.dispose();
  }

  /** Starts waiting from now on; not while polling is turned off or the window is in the background. */
  private schedule(): void {
    this.timer?.dispose();
    const minutes = settings.pollMinutes();
    if (this.disposed || minutes === 0 || !this.host.focused()) return;
    const again = () => this.schedule();
    // What fails may work the next time.
    this.timer = this.host.after(minutes * 60_000, () => inBackground(this.pollAll().then(again, again)));
  }

  private async pollAll(): Promise<void> {
    const { createPoll } = await this.lazyParts();
    for (const session of this.sessions()) {
      if (this.disposed) return;
      let poll = this.polls.get(session);
      if (poll === undefined) {
        const { id } = session.account;
        const watched = () =>
          clientsInTabs()
            .filter(({ accountId }) => accountId === id)
            .map(({ clientId }) => clientId);
        poll = createPoll(session, watched);
        this.polls.set(session, poll);
      }
      const result = await poll.poll();
      if (result !== undefined && result.newClients > 0) this.onNewClients(session, result.newClients);
    }
  }
}
