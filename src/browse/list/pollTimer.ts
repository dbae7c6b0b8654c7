import * as vscode from 'vscode';
import { settings } from '../../platform/settings';
import type { Session } from '../../session/session';
import type { ClientPoll } from './clientPoll';
import type { Browsing } from '../entry';
import { clientsInTabs } from '../editors/openEditors';

/** The window and the clock, which a test holds in its own hand. */
export interface PollHost {
  focused(): boolean;
  onDidChangeWindowState: vscode.Event<unknown>;
  /** Runs the work after so many milliseconds, unless it is called off before. */
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

/** Looks for changes of all accounts in use every few minutes, if the user wants that and the window is in front. */
export class PollTimer implements vscode.Disposable {
  private readonly polls = new WeakMap<Session, ClientPoll>();
  private timer: vscode.Disposable | undefined;
  private readonly listening: vscode.Disposable[];

  constructor(
    private readonly sessions: () => readonly Session[],
    private readonly found: (session: Session, fresh: number) => void,
    /** What is loaded on first use. */
    private readonly browsing: () => Promise<Pick<Browsing, 'ClientPoll'>>,
    private readonly host: PollHost = windowHost,
  ) {
    this.listening = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('ninjaClients.pollMinutes')) this.wind();
      }),
      host.onDidChangeWindowState(() => this.wind()),
    ];
    this.wind();
  }

  dispose(): void {
    this.timer?.dispose();
    for (const each of this.listening) each.dispose();
  }

  /** Starts waiting anew; not at all while it is switched off or the window is hidden. */
  private wind(): void {
    this.timer?.dispose();
    const minutes = settings.pollMinutes();
    if (minutes === 0 || !this.host.focused()) return;
    this.timer = this.host.after(minutes * 60_000, () => void this.look().finally(() => this.wind()));
  }

  private async look(): Promise<void> {
    const { ClientPoll } = await this.browsing();
    for (const session of this.sessions()) {
      let poll = this.polls.get(session);
      if (poll === undefined) {
        const { id } = session.account;
        const watched = () =>
          clientsInTabs()
            .filter(({ accountId }) => accountId === id)
            .map(({ clientId }) => clientId);
        poll = new ClientPoll(session, watched);
        this.polls.set(session, poll);
      }
      const result = await poll.look();
      if (result !== undefined && result.fresh > 0) this.found(session, result.fresh);
    }
  }
}
