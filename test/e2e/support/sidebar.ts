import assert from 'node:assert/strict';
import type { Desk } from './desk';
import { until } from './until';

/** An answer to one question of the filter's dialog. */
export type Answer = { pick: string } | { tick: readonly string[] } | { type: string; asked: string };

export interface ListRequest {
  method: string;
  path: string;
  query: string;
}

/** The sidebar for tests of browsing: filters, the header, and the list requests that reached the server. */
export class Sidebar {
  constructor(private readonly desk: Desk) {}

  private get workbench() {
    return this.desk.workbench;
  }

  get tree() {
    return this.workbench.tree('Clients');
  }

  /** The line above the tree. */
  async header(): Promise<string> {
    const text = await this.tree.pane
      .locator('.tree-explorer-viewlet-tree-view .message')
      .first()
      .textContent();
    return (text ?? '').replaceAll('\u00a0', ' ');
  }

  async headerShows(words: string | RegExp): Promise<void> {
    let text = '';
    const fits = (header: string) =>
      typeof words === 'string' ? header.includes(words) : words.test(header);
    await until(`the header to show ${String(words)}`, async () => {
      text = await this.header().catch(() => '');
      return fits(text);
    }).catch((cause: unknown) => {
      throw new Error(`The header shows "${text}".`, { cause });
    });
  }

  /** Fills in the sign-in form, which is open. */
  async signIn(url: string, token: string): Promise<void> {
    const { quickInput, dialogs } = this.workbench;
    await quickInput.shows('Sign In to Invoice Ninja');
    await quickInput.answer(url);
    await quickInput.shows(`Sign In to ${new URL(url).host}`);
    await quickInput.answer(token);
    await dialogs.message('Signed in to');
  }

  /** Focuses the tree without opening anything, as a click would. */
  async focus(): Promise<void> {
    await this.workbench.command('Invoice Ninja: Focus on Clients View');
    await this.tree.pane.locator('.monaco-list:focus-within').first().waitFor();
  }

  /** Whether the palette finds a command of ours. */
  async offers(title: string): Promise<boolean> {
    const { quickInput } = this.workbench;
    const wanted = `Invoice Ninja: ${title}`;
    const none = quickInput.rows.filter({ hasText: 'No matching' }).first();
    let offered = false;
    await until(`the palette to answer ${wanted}`, async () => {
      await quickInput.open('F1');
      try {
        // First a text that nothing matches, so that the next list cannot be taken for an older one.
        await quickInput.input.fill('>zq zq zq', { timeout: 5000 });
        await none.waitFor({ timeout: 5000 });
        await quickInput.input.fill(`>${wanted}`, { timeout: 5000 });
        await none.waitFor({ state: 'hidden', timeout: 5000 }).catch(() => undefined);
        offered = await quickInput.rows.filter({ hasText: wanted }).first().isVisible();
        return await quickInput.widget.isVisible();
      } catch (error) {
        // It closes when it loses the focus.
        if (await quickInput.widget.isVisible()) throw error;
        return false;
      }
    });
    await quickInput.cancel();
    return offered;
  }

  /** Opens the filter dialog by its command. */
  async openFilter(): Promise<void> {
    await this.workbench.command('Invoice Ninja: Filter Clients…');
    await this.workbench.quickInput.shows('Filter Clients of');
  }

  /** Sets one condition in the open dialog, which then shows its first list again. */
  async add(condition: string, ...answers: readonly Answer[]): Promise<void> {
    const { quickInput } = this.workbench;
    await quickInput.shows('Filter Clients of');
    await this.choose(`${condition}…`);
    for (const answer of answers) {
      await quickInput.shows(condition);
      if ('pick' in answer) await this.choose(answer.pick);
      else if ('tick' in answer) {
        for (const label of answer.tick) await this.choose(label);
        await quickInput.accept();
      } else {
        await quickInput.shows(answer.asked);
        await quickInput.answer(answer.type);
      }
    }
    await quickInput.shows('Filter Clients of');
  }

  /** Picks a condition that the open dialog denies, waits for the reason, and closes the dialog. */
  async refuses(condition: string, why: string): Promise<void> {
    const { quickInput } = this.workbench;
    await quickInput.type(condition.replace(/…$/, ''));
    await quickInput.rows.filter({ hasText: condition }).filter({ hasText: why }).first().waitFor();
    await quickInput.pick(condition);
    await until(`the dialog to say ${why}`, async () =>
      ((await quickInput.input.getAttribute('placeholder')) ?? '').includes(why),
    );
    await quickInput.cancel();
  }

  /** Applies the filter and closes the dialog. */
  async showClients(): Promise<void> {
    await this.choose('Show Clients');
    await this.workbench.quickInput.widget.waitFor({ state: 'hidden' });
  }

  /** Requests since the last `forgetRequests`. */
  requests(): Promise<ListRequest[]> {
    return this.desk.demo.control<ListRequest[]>('GET', '/requests');
  }

  /** The list requests since the last `forgetRequests`; waits for the first. */
  async listed(): Promise<URLSearchParams[]> {
    return until('a request for clients', async () => {
      const all = await this.requests();
      const lists = all.filter(({ method, path }) => method === 'GET' && path === '/api/v1/clients');
      return lists.length > 0 && lists.map(({ query }) => new URLSearchParams(query));
    }) as Promise<URLSearchParams[]>;
  }

  /** The parameters of the newest list request. */
  async asked(): Promise<URLSearchParams> {
    const last = (await this.listed()).at(-1);
    assert.ok(last);
    return last;
  }

  private async choose(label: string): Promise<void> {
    const { quickInput } = this.workbench;
    await quickInput.type(label.replace(/…$/, ''));
    await quickInput.pick(label);
  }
}
