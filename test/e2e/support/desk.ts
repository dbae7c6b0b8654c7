import { e2eHost } from '../../host/suites/e2eHost.mjs';
// A signed-in VS Code and a demo server with clients that the test knows: what most suites start from.
import { Demo } from './demo';
import { until } from './until';
import { Workbench, type WorkbenchOptions } from './workbench';

export interface StoredContact {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
  is_primary: boolean;
  [key: string]: unknown;
}

export interface StoredClient {
  id: string;
  name: string;
  phone: string;
  city: string;
  public_notes: string;
  is_deleted: boolean;
  archived_at: number;
  updated_at: number;
  contacts: StoredContact[];
  [key: string]: unknown;
}

export interface LoggedRequest {
  method: string;
  path: string;
  /** Milliseconds since 1970. */
  at: number;
  status?: number;
  body?: Record<string, unknown>;
}

/** Ann, Ben and Cyd; Ann is the primary one. */
export const threeContacts = [
  { first_name: 'Ann', last_name: 'Ash', email: 'ann@example.com' },
  { first_name: 'Ben', last_name: 'Birch', email: 'ben@example.com' },
  { first_name: 'Cyd', last_name: 'Cedar', email: 'cyd@example.com' },
];

export class Desk {
  private readonly ids = new Map<string, string>();

  private constructor(
    readonly demo: Demo,
    readonly workbench: Workbench,
  ) {}

  /**
   * Starts both. The clients are created before VS Code runs; names that begin with "Aa" are at the top of the tree.
   * `clients` is how many others the server has. With `byForm` it signs in as a user does, so that signing out lasts.
   */
  static async start(
    clients: readonly (Record<string, unknown> & { name: string })[],
    {
      env,
      byForm = false,
      clients: others = 10,
      ...options
    }: WorkbenchOptions & { byForm?: boolean; clients?: number } = {},
  ): Promise<Desk> {
    const demo = await Demo.start(others);
    const made: [string, string][] = [];
    for (const client of clients) {
      const { data } = await demo.api<{ data: StoredClient }>('POST', '/clients', {
        contacts: threeContacts,
        ...client,
      });
      made.push([client.name, data.id]);
    }
    const signedIn = byForm ? {} : demo.signedIn;
    const workbench = await Workbench.start({ ...options, env: { ...signedIn, ...env } });
    const desk = new Desk(demo, workbench);
    for (const [name, id] of made) desk.ids.set(name, id);
    await workbench.openContainer('Invoice Ninja');
    if (byForm) await desk.signIn();
    await workbench.tree('Clients').rows.first().waitFor();
    return desk;
  }

  /** A second window of the same user, signed in as this one. It ends with the first. See `Workbench.secondWindow`. */
  async secondWindow(folder?: string): Promise<Desk> {
    const workbench = await this.workbench.secondWindow(folder);
    const desk = new Desk(this.demo, workbench);
    for (const [name, id] of this.ids) desk.ids.set(name, id);
    await workbench.openContainer('Invoice Ninja');
    await workbench.tree('Clients').rows.first().waitFor();
    return desk;
  }

  async close(): Promise<void> {
    await this.workbench.close();
    await this.demo.close();
  }

  /** Signs in by the button of the empty view. */
  async signIn(): Promise<void> {
    await this.workbench.tree('Clients').welcomeButton('Sign In');
    await this.fillIn();
  }

  /** The sign-in form, from its first box to the end. */
  async fillIn(): Promise<void> {
    const { quickInput, dialogs } = this.workbench;
    const { url, token } = this.demo.server;
    await quickInput.shows('Sign In to Invoice Ninja');
    await quickInput.answer(url);
    await quickInput.shows(`Sign In to ${new URL(url).host}`);
    await quickInput.answer(token);
    await dialogs.message('Signed in to');
    await this.workbench.tree('Clients').rows.first().waitFor();
  }

  /** Remembers the id of a client that the test has created itself. */
  know(name: string, id: string): void {
    this.ids.set(name, id);
  }

  id(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`No client of this test is called ${name}.`);
    return id;
  }

  /** Opens a client by a click in the tree. */
  async open(name: string): Promise<void> {
    await this.workbench.openContainer('Invoice Ninja');
    await this.workbench.tree('Clients').click(name);
    await this.workbench.editor.opened(name);
  }

  /** Opens a file of the workspace by its name. */
  async openFile(file: string): Promise<void> {
    if (e2eHost.host.name === 'latest') {
      await until(`${file} to be picked`, async () => {
        await this.workbench.quickInput.open('Control+P');
        return this.workbench.quickInput.tryPick(file, file);
      });
    } else {
      // 1.110 from the registry finds no files by name, and there a badge lies over the Explorer's icon: by its key.
      await this.workbench.page.keyboard.press('ControlOrMeta+Shift+E');
      await this.workbench.tree('workspace').click(file);
    }
    await this.workbench.editor.opened(file);
    if (e2eHost.host.name !== 'latest') await this.workbench.openContainer('Invoice Ninja');
  }

  /** Kills the extension host and waits until the extension works in the next one. */
  async killHost(): Promise<void> {
    await this.atWork(await this.workbench.killExtensionHost());
  }

  /** Waits for a request of the extension after a moment (milliseconds since 1970), since the last `forgetRequests`. */
  async atWork(since = 0): Promise<void> {
    await until('a request of the extension', async () => {
      const requests = await this.demo.control<LoggedRequest[]>('GET', '/requests');
      return requests.some(({ at }) => at > since);
    });
  }

  /**
   * Waits until the sidebar shows clients after a reload: before that the extension may not have registered its files
   * yet, and VS Code would turn a save into "Save As".
   */
  async restored(): Promise<void> {
    await this.workbench.tree('Clients').rows.first().waitFor();
  }

  /** The client as the server has it, also when it is deleted. The request does not appear in the log of requests. */
  stored(name: string): Promise<StoredClient> {
    return this.demo.control<StoredClient>('GET', `/clients/${this.id(name)}`);
  }

  /** Injects a fault, or does what another user does at this moment; see the demo server's control routes. */
  async fault(kind: string, details: Record<string, unknown> = {}): Promise<void> {
    await this.demo.control('POST', '/faults', { kind, ...details });
  }

  /** Another user changes fields of a client. */
  change(name: string, set: Record<string, unknown>): Promise<void> {
    return this.fault('change', { client: this.id(name), set });
  }

  clearFaults(): Promise<void> {
    return this.demo.control('DELETE', '/faults');
  }

  forgetRequests(): Promise<void> {
    return this.demo.control('DELETE', '/requests');
  }

  /** Requests since the last `forgetRequests` that could have changed a client. */
  async writes(): Promise<LoggedRequest[]> {
    const all = await this.demo.control<LoggedRequest[]>('GET', '/requests');
    return all.filter(({ method, path }) => method !== 'GET' && /\/clients\b/.test(path));
  }

  /** Waits until so many writing requests were seen. */
  async written(count: number): Promise<LoggedRequest[]> {
    return until(`${count} writing requests`, async () => {
      const writes = await this.writes();
      return writes.length >= count && writes;
    }) as Promise<LoggedRequest[]>;
  }

  /** Replaces a part of the active editor's text, once it shows that part. */
  async edit(name: string, from: string, to: string): Promise<void> {
    await this.followed(name);
    await this.workbench.editor.replace(from, to);
    await this.workbench.editor.dirty(name);
  }

  /** Changes the active editor's text as JSON, for edits in several places. */
  async rewrite(name: string, change: (client: StoredClient) => void): Promise<void> {
    await this.followed(name);
    const client = JSON.parse(await this.workbench.editor.text()) as StoredClient;
    change(client);
    await this.workbench.editor.setText(`${JSON.stringify(client, null, 2)}\n`);
    await this.workbench.editor.dirty(name);
  }

  /**
   * Waits until a clean editor shows what the server has after the last save: `replace` copies and pastes the whole text,
   * and would otherwise paste the older one. Waits only seconds: another user may have changed the client since.
   */
  private async followed(name: string): Promise<void> {
    const { editor } = this.workbench;
    if (!this.ids.has(name) || (await editor.isDirty(name))) return;
    await until(
      `${name} to show the saved record`,
      async () => {
        const [text, stored] = [await editor.text(), await this.stored(name)];
        return text.includes(`"updated_at": ${stored.updated_at}`);
      },
      3,
    ).catch(() => undefined);
  }

  /** Puts the cursor before a part of the text, or that many characters after its start, and scrolls there. */
  async reveal(part: string, offset = 0): Promise<void> {
    const { editor, quickInput, page } = this.workbench;
    const lines = (await editor.text()).split('\n');
    const line = lines.findIndex((one) => one.includes(part));
    if (line < 0) throw new Error(`The editor does not hold ${JSON.stringify(part)}.`);
    await quickInput.open('Control+G');
    await quickInput.answer(`:${line + 1}:${(lines[line]?.indexOf(part) ?? 0) + 1 + offset}`);
    await quickInput.widget.waitFor({ state: 'hidden' });
    await page.locator('.monaco-editor.focused').first().waitFor();
  }

  /** Texts of the toasts on the screen. */
  toasts(): Promise<string[]> {
    return this.workbench.page
      .locator('.notifications-toasts .notification-list-item-message')
      .allTextContents();
  }

  /** Saves, and waits until the editor shows the record as the server has it then. */
  async save(name: string): Promise<void> {
    const { editor } = this.workbench;
    await editor.save();
    await editor.clean(name);
    let inEditor = '';
    let stored = '';
    await until(`the editor to show what the server has of ${name}`, async () => {
      inEditor = stamps(JSON.parse(await editor.text()) as StoredClient);
      stored = stamps(await this.stored(name));
      return inEditor === stored;
    }).catch((error: unknown) => {
      throw new Error(`The editor shows ${inEditor}, the server has ${stored}.`, { cause: error });
    });
  }
}

/** When a client and its contacts were last changed. */
function stamps({ updated_at, contacts }: StoredClient): string {
  const each = contacts.map((contact) => `${contact.id} ${String(contact.updated_at)}`);
  // The text keeps the user's order of contacts.
  return JSON.stringify([updated_at, ...each.sort()]);
}
